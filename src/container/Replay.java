import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Carries out a Dockerfile without a container engine: {@code java Replay.java CONTEXT BASE WORK}.
 *
 * <p>Must run as root in a mount namespace of its own ({@code unshare --mount}). The first stage runs on this machine's own programs,
 * in a root of its own with the JDK of {@code JAVA_HOME} where the Temurin images have theirs; what it writes stays in WORK. The last
 * stage begins with a copy of the folder BASE, which stands for the runtime image, and becomes {@code WORK/rootfs}. What a container
 * engine would keep as the image's configuration becomes files in {@code WORK/image}, one value a line.
 *
 * <p>It knows the instructions that our Dockerfile has, and stops at any other.
 */
final class Replay {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}|\\$(\\w+)");
  private static final Pattern PAIR = Pattern.compile("([\\w.]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S*))");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern CACHE = Pattern.compile("--mount=type=cache,target=(\\S+)");
  private static final List<String> OF_THE_MACHINE = List.of("bin", "sbin", "lib", "lib32", "lib64", "usr", "etc", "dev", "proc", "sys");

  private final PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  private final Path context;
  private final Path base;
  private final Path work;
  private final Map<String, String> globalArguments = new LinkedHashMap<>();
  private final Map<String, Path> stages = new LinkedHashMap<>();

  private Path root;
  private Map<String, String> arguments = new LinkedHashMap<>();
  private Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, String> labels = new LinkedHashMap<>();
  private final Map<String, List<String>> configuration = new LinkedHashMap<>();
  private String folder = "/";

  private Replay(Path context, Path base, Path work) {
    this.context = context.toAbsolutePath().normalize();
    this.base = base.toAbsolutePath();
    this.work = work.toAbsolutePath();
    root = this.work;
  }

  public static void main(String[] words) throws Exception {
    Replay replay = new Replay(Path.of(words[0]), Path.of(words[1]), Path.of(words[2]));
    for (String instruction : instructions(Files.readString(replay.context.resolve("Dockerfile")))) {
      replay.out.println("container: " + instruction.replaceAll("\\s+", " "));
      replay.carryOut(instruction);
    }
    replay.writeConfiguration();
  }

  /** The instructions, with continued lines joined and comments left out. */
  private static List<String> instructions(String dockerfile) {
    List<String> found = new ArrayList<>();
    StringBuilder instruction = new StringBuilder();
    for (String line : dockerfile.split("\n")) {
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      boolean continued = line.endsWith("\\");
      instruction.append(continued ? line.substring(0, line.length() - 1) : line);
      if (!continued) {
        found.add(instruction.toString().strip());
        instruction.setLength(0);
      }
    }
    return found;
  }

  private void carryOut(String instruction) throws IOException, InterruptedException {
    String[] parts = instruction.split("\\s+", 2);
    String rest = parts[1];
    switch (parts[0]) {
      case "ARG" -> argument(rest);
      case "FROM" -> from(substitute(rest).split("\\s+"));
      case "COPY" -> copy(substitute(rest).split("\\s+"));
      case "RUN" -> run(rest);
      case "ENV" -> environment.putAll(pairs(substitute(rest)));
      case "LABEL" -> labels.putAll(pairs(substitute(rest)));
      case "WORKDIR" -> {
        folder = substitute(rest);
        Files.createDirectories(inRoot(folder));
      }
      case "ENTRYPOINT" -> configuration.put("entrypoint", execForm(rest));
      case "USER", "VOLUME", "STOPSIGNAL" -> configuration.put(parts[0].toLowerCase(java.util.Locale.ROOT), List.of(rest));
      case "EXPOSE" -> configuration.put("expose", List.of(rest.split("\\s+")));
      default -> throw new IllegalArgumentException("the replay does not know the instruction " + parts[0]);
    }
  }

  private void argument(String text) {
    String[] parts = text.split("=", 2);
    if (stages.isEmpty()) {
      globalArguments.put(parts[0], parts[1]);
    } else {
      arguments.put(parts[0], parts.length == 2 ? parts[1] : globalArguments.getOrDefault(parts[0], ""));
    }
  }

  private String substitute(String text) {
    Map<String, String> known = new LinkedHashMap<>(stages.isEmpty() ? globalArguments : arguments);
    known.putAll(environment);
    Matcher matcher = VARIABLE.matcher(text);
    return matcher.replaceAll(found -> {
      String name = found.group(1) == null ? found.group(2) : found.group(1);
      String value = known.getOrDefault(name, globalArguments.get(name));
      if (value == null) {
        throw new IllegalArgumentException("nothing defines " + name);
      }
      return Matcher.quoteReplacement(value);
    });
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    Matcher matcher = PAIR.matcher(text);
    while (matcher.find()) {
      pairs.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
    }
    return pairs;
  }

  private static List<String> execForm(String text) {
    if (!text.startsWith("[") || !text.endsWith("]")) {
      throw new IllegalArgumentException("ENTRYPOINT must be a list of words: with a shell, signals do not arrive");
    }
    return TEXT.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private void from(String[] words) throws IOException, InterruptedException {
    String name = words.length == 3 ? words[2] : "";
    arguments = new LinkedHashMap<>();
    environment = new LinkedHashMap<>();
    folder = "/";
    if (stages.isEmpty()) {
      root = work.resolve("stage");
      Files.createDirectories(root.resolve("tmp"));
      for (String top : OF_THE_MACHINE) {
        provide(top);
      }
      Path jdk = Files.createDirectories(inRoot("/opt/java/openjdk"));
      command("mount", "--bind", System.getenv("JAVA_HOME"), jdk.toString());
      environment.put("JAVA_HOME", "/opt/java/openjdk");
    } else {
      root = work.resolve("rootfs");
      command("cp", "-a", base.toString(), root.toString());
    }
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    stages.put(name, root);
  }

  private void provide(String top) throws IOException, InterruptedException {
    Path original = Path.of("/", top);
    if (Files.isSymbolicLink(original)) {
      Files.createSymbolicLink(root.resolve(top), Files.readSymbolicLink(original));
    } else if (Files.isDirectory(original)) {
      Path place = Files.createDirectories(root.resolve(top));
      command("mount", "--rbind", original.toString(), place.toString());
    }
  }

  private void run(String text) throws IOException, InterruptedException {
    Matcher cache = CACHE.matcher(text);
    String line = text;
    if (cache.find()) {
      Path place = Files.createDirectories(inRoot(cache.group(1)));
      Path ours = Files.createDirectories(Path.of(System.getProperty("user.home"), place.getFileName().toString()));
      command("mount", "--bind", ours.toString(), place.toString());
      line = cache.replaceAll("").strip();
    }
    Map<String, String> known = new LinkedHashMap<>(arguments);
    known.putAll(environment);
    List<String> words = new ArrayList<>(List.of("env", "-i", "HOME=/root"));
    known.forEach((key, value) -> words.add(key + "=" + value));
    words.addAll(List.of("/usr/sbin/chroot", root.toString(), "/bin/sh", "-c", "cd " + folder + " && " + line));
    command(words.toArray(String[]::new));
  }

  private void copy(String[] words) throws IOException {
    Path from = context;
    String mode = null;
    List<String> places = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("--from=")) {
        from = stages.get(word.substring("--from=".length()));
      } else if (word.startsWith("--chmod=")) {
        mode = word.substring("--chmod=".length());
      } else {
        places.add(word);
      }
    }
    String target = places.removeLast();
    for (String place : places) {
      Path source = from.resolve(place.replaceFirst("^/", ""));
      boolean intoFolder = target.endsWith("/") || places.size() > 1 || target.equals("./");
      Path end = Files.isDirectory(source) || !intoFolder ? inRoot(target) : inRoot(target).resolve(source.getFileName());
      copy(from, source, end);
      if (mode != null) {
        Files.setPosixFilePermissions(end, permissions(Integer.parseInt(mode, 8) & 0777));
        Files.setAttribute(end, "unix:mode", Integer.parseInt(mode, 8));
      }
    }
  }

  private void copy(Path from, Path source, Path end) throws IOException {
    Ignored ignored = from.equals(context) ? Ignored.read(context) : new Ignored(List.of());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (!ignored.covers(from.relativize(file))) {
          Path copy = end.resolve(source.relativize(file).toString()).normalize();
          Files.createDirectories(copy.getParent());
          if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(copy);
            Files.setPosixFilePermissions(copy, Files.getPosixFilePermissions(file));
          } else {
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
          }
        } else if (file.equals(source)) {
          throw new IOException(".dockerignore leaves out " + file);
        }
      }
    }
  }

  private static java.util.Set<PosixFilePermission> permissions(int mode) {
    StringBuilder text = new StringBuilder();
    for (int bit = 8; bit >= 0; bit--) {
      text.append((mode >> bit & 1) == 1 ? "rwxrwxrwx".charAt(8 - bit) : '-');
    }
    return PosixFilePermissions.fromString(text.toString());
  }

  private Path inRoot(String path) {
    String absolute = path.startsWith("/") ? path : folder + "/" + path;
    return root.resolve(absolute.substring(1)).normalize();
  }

  private void command(String... words) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder(words).inheritIO().redirectInput(new File("/dev/null")).start().waitFor();
    if (status != 0) {
      throw new IOException("exit code " + status + " of: " + String.join(" ", words));
    }
  }

  private void writeConfiguration() throws IOException {
    configuration.put("environment", lines(environment));
    configuration.put("labels", lines(labels));
    configuration.put("workdir", List.of(folder));
    Path image = Files.createDirectories(work.resolve("image"));
    for (Map.Entry<String, List<String>> entry : configuration.entrySet()) {
      Files.write(image.resolve(entry.getKey()), entry.getValue());
    }
  }

  private static List<String> lines(Map<String, String> pairs) {
    return pairs.entrySet().stream().map(pair -> pair.getKey() + "=" + pair.getValue()).toList();
  }

  /** What .dockerignore keeps out of the context: the last line that matches a file or a folder above it decides. */
  private record Ignored(List<String> patterns) {

    static Ignored read(Path context) {
      try {
        return new Ignored(
            Files.readAllLines(context.resolve(".dockerignore")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    boolean covers(Path file) {
      boolean covered = false;
      for (String pattern : patterns) {
        boolean exception = pattern.startsWith("!");
        String glob = (exception ? pattern.substring(1) : pattern).replaceFirst("/$", "");
        if (matches(file, glob)) {
          covered = !exception;
        }
      }
      return covered;
    }

    private static boolean matches(Path file, String glob) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      for (Path part = file; part != null; part = part.getParent()) {
        if (matcher.matches(part)) {
          return true;
        }
      }
      return false;
    }
  }
}
