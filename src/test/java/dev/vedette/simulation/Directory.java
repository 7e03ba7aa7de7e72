package dev.vedette.simulation;

import dev.vedette.sentinel.place.Address;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who is where: what names resolve to, and which host answers at an address. */
final class Directory {

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Host> hosts = new HashMap<>();
  private final Runnable changed;

  /**
   * Nobody is anywhere.
   *
   * @param changed wants to know when a host freezes or thaws
   */
  Directory(Runnable changed) {
    this.changed = changed;
  }

  private static String key(String ip, int port) {
    return ip + ":" + port;
  }

  /** That name resolves to that address from now on. */
  void name(String name, String ip) {
    names.put(name, ip);
  }

  /** What a name resolves to, itself for an address; null for nothing. */
  @Nullable String resolve(String host) {
    return Character.isDigit(host.charAt(0)) ? host : names.get(host);
  }

  /** An address as somebody means it who resolves names now. */
  Address address(String host, int port) {
    String ip = resolve(host);
    return new Address(host, ip == null ? "" : ip, port);
  }

  /** A host comes to stand at its address; whoever was there does not answer any more. */
  void put(Host host) {
    host.onChange(changed);
    hosts.put(key(host.address.ip(), host.address.port()), host);
  }

  /** A host leaves its address. */
  void remove(Host host) {
    hosts.remove(key(host.address.ip(), host.address.port()), host);
  }

  /** Who answers there; names are resolved anew. Null for nobody. */
  @Nullable Host host(Address address) {
    String ip = resolve(address.host());
    return ip == null ? null : hosts.get(key(ip, address.port()));
  }

  /** The Redis node there, null for none. */
  @Nullable RedisNode node(Address address) {
    return host(address) instanceof RedisNode node ? node : null;
  }
}
