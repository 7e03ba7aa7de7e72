package dev.vedette.config;

import dev.vedette.sentinel.settings.DurableState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that holds the state, in the form of {@code sentinel.conf}: Vedette and {@code
 * redis-sentinel} both start from it. The user's own lines, their order and comments stay.
 *
 * <p>Another process cannot open the same file while this one has it. To be used by one thread at a
 * time.
 */
public final class DurableStateFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DurableStateFile.class);

  private final AtomicFile file;
  private final FileOwnership ownership;
  private final Map<LineKey, List<String>> included;
  private final Collection<LineKey> declared;
  private StateDocument document;
  private final Map<String, List<List<String>>> serverLines = new ConcurrentHashMap<>();

  DurableStateFile(
      AtomicFile file,
      FileOwnership ownership,
      StateDocument document,
      Map<LineKey, List<String>> included,
      Collection<LineKey> declared) {
    this.file = file;
    this.ownership = ownership;
    this.included = included;
    this.declared = List.copyOf(declared);
    this.document = document;
  }

  /** Where the state is. */
  public Path path() {
    return file.path();
  }

  /**
   * Lines that are no {@code sentinel} lines and were changed by a command, such as {@code user}
   * lines after {@code ACL SETUSER}: written from the next save on. May be called from any thread.
   *
   * @param directive first word, in lower case
   * @param arguments of all lines with that directive; none removes them
   */
  public void serverLines(String directive, List<List<String>> arguments) {
    serverLines.put(directive, arguments.stream().map(List::copyOf).toList());
  }

  /**
   * Brings the state to disk; on return it survives a power cut. When somebody edited the file in
   * the meantime, comments and server lines of that edition are kept, and its {@code sentinel}
   * lines are brought up to date: what is in memory is the truth.
   *
   * @throws IOException when it could not; the file on disk is then the old one, whole
   */
  public void save(DurableState state) throws IOException {
    if (file.wasChangedByOthers()) {
      reload();
    }
    file.replace(document.content(state, serverLines));
  }

  private void reload() throws IOException {
    document = document(file.read());
    LOG.warn(
        "{} was edited while we run. Its comments and server lines are kept, its sentinel lines are"
            + " overwritten by what is in memory: change those with SENTINEL SET, or restart",
        path());
    if (document.notUnderstood() > 0) {
      LOG.warn(
          "{}: {} lines would not load again and are comments now",
          path(),
          document.notUnderstood());
    }
  }

  private StateDocument document(byte @Nullable [] content) {
    var present = ConfDocument.of(content == null ? new byte[0] : content);
    return new StateDocument(present, included, declared);
  }

  /** Lets others open the file. The file itself is as the last save left it. */
  @Override
  public void close() {
    ownership.close();
  }

  @Override
  public String toString() {
    return "DurableStateFile[" + path() + "]";
  }
}
