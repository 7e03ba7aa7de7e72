import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipInputStream;

/**
 * Fetches a Maven distribution for {@code mvnw}: {@code java FetchMaven.java URL SHA512 FOLDER}.
 *
 * <p>In Java because a JDK is the one tool that is certain to be there: no curl, tar or sha512sum is needed. The archive
 * is unpacked beside FOLDER and renamed at the end, so neither an interrupted download nor two at once leave a
 * half-filled folder.
 */
final class FetchMaven {
  public static void main(String[] arguments) throws InterruptedException {
    var url = URI.create(arguments[0]);
    var folder = Path.of(arguments[2]);
    try {
      System.err.println("Fetching " + url);
      Files.createDirectories(folder.getParent());
      var work = Files.createTempDirectory(folder.getParent(), ".fetch-");
      try {
        var archive = work.resolve("maven.zip");
        var sha512 = download(url, archive);
        if (!sha512.equals(arguments[1])) {
          throw new IOException("its SHA-512 is " + sha512 + ", expected " + arguments[1]);
        }
        install(unpack(archive, work.resolve("unpacked")), folder);
      } finally {
        delete(work);
      }
    } catch (IOException e) {
      System.err.println(
          "Cannot fetch Maven from " + url + ": " + reason(e)
              + ". Install Maven 3.8 or later, or set MVNW_DISTRIBUTION_URL to a mirror.");
      System.exit(1);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String download(URI url, Path file) throws IOException, InterruptedException {
    try {
      var digest = MessageDigest.getInstance("SHA-512");
      try (var in = new DigestInputStream(open(url), digest)) {
        Files.copy(in, file);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  private static InputStream open(URI url) throws IOException, InterruptedException {
    if ("file".equals(url.getScheme())) {
      return url.toURL().openStream();
    }
    var client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .proxy(proxy())
            .build();
    var response =
        client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("the server answered " + response.statusCode());
    }
    return response.body();
  }

  /** The proxy of the environment, as curl reads it, else the one of Java's own settings. */
  private static ProxySelector proxy() {
    var value = System.getenv().getOrDefault("https_proxy", System.getenv("HTTPS_PROXY"));
    if (value == null || value.isBlank()) {
      return ProxySelector.getDefault();
    }
    var proxy = URI.create(value);
    return ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort()));
  }

  /** Unpacks the archive and returns the one folder at its top. */
  private static Path unpack(Path archive, Path target) throws IOException {
    try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("the archive has a path outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    try (var top = Files.list(target)) {
      var root = top.findFirst().orElseThrow(() -> new IOException("the archive is empty"));
      if (!root.resolve("bin/mvn").toFile().setExecutable(true)) {
        throw new IOException("the archive has no bin/mvn");
      }
      return root;
    }
  }

  private static void install(Path unpacked, Path folder) throws IOException {
    try {
      Files.move(unpacked, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another process was faster; its copy passed the same check.
      if (!Files.isExecutable(folder.resolve("bin/mvn"))) {
        throw e;
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
