package dev.vedette.testing;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the {@code redis-server} for tests comes from: the one on the PATH, else one from a Maven
 * package. Both act as {@code redis-sentinel} with {@code --sentinel}.
 */
public final class RedisBinary {

  private static @Nullable Path embedded70;
  private static @Nullable Path embedded62;

  private RedisBinary() {}

  /** The installed {@code redis-server}, else Redis 7.0.15 from the package. */
  public static Path server() {
    return installed().orElseGet(RedisBinary::embedded);
  }

  /** The {@code redis-server} on the PATH. */
  public static Optional<Path> installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    for (String folder : path.split(Pattern.quote(File.pathSeparator), -1)) {
      Path candidate = Path.of(folder, "redis-server");
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Redis 7.0.15 from the package. */
  public static synchronized Path embedded() {
    if (embedded70 == null) {
      embedded70 = extract("redis-server-7.0.15-" + platform());
    }
    return embedded70;
  }

  /** Redis 6.2 from the package; needs libssl 3 on Linux. */
  public static synchronized Path embedded62() {
    if (embedded62 == null) {
      String platform = platform();
      embedded62 =
          extract(
              platform.equals("linux-arm64")
                  ? "redis-server-6.2.7-linux-arm64"
                  : "redis-server-6.2.6-v5-" + platform);
    }
    return embedded62;
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch");
    String os = system.contains("mac") ? "darwin" : "linux";
    return os + (machine.equals("aarch64") ? "-arm64" : "-amd64");
  }

  private static Path extract(String resource) {
    try (InputStream in = RedisBinary.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "There is no Redis for " + platform() + ": install redis-server and try again");
      }
      Path file = Files.createTempFile("redis-server-", "");
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      if (!file.toFile().setExecutable(true)) {
        throw new IllegalStateException("cannot make " + file + " executable");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
