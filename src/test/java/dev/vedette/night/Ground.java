package dev.vedette.night;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a night takes place: one group of nodes and the sentinels that watch it, all running. */
interface Ground extends AutoCloseable {

  /** What all sentinels call the master. */
  String MASTER = "mymaster";

  /** The nodes, in an order that never changes. */
  List<Member> nodes();

  /** The sentinels, the stock one last. */
  List<Member> sentinels();

  /** The address that clients speak from, null for any. */
  @Nullable String clientAddress();

  /** Whether its machines have networks and disks of their own. */
  boolean isolated();

  /** What it consists of, for people. */
  String description();

  default List<Member> members() {
    return Stream.concat(nodes().stream(), sentinels().stream()).toList();
  }

  /** The node at that address. */
  default Member nodeAt(String address) {
    return nodes().stream()
        .filter(node -> node.address().equals(address))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no node has the address " + address));
  }

  @Override
  void close();
}
