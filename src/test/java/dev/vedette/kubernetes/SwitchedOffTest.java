package dev.vedette.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What is not used must not cost anything. */
class SwitchedOffTest {

  @Test
  void without_being_switched_on_no_class_of_the_client_is_looked_for() throws Exception {
    try (WithoutClient classes = new WithoutClient()) {
      Callable<?> context =
          (Callable<?>)
              classes.loadClass(Context.class.getName()).getDeclaredConstructor().newInstance();
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(classes);
      try {
        assertThat(context.call()).isEqualTo("no keeper");
      } finally {
        Thread.currentThread().setContextClassLoader(before);
      }
      assertThat(classes.lookedForClient).isFalse();
    }
  }

  /** Runs among classes of which those of the client are missing. */
  public static final class Context implements Callable<String> {

    @Override
    public String call() {
      StringBuilder found = new StringBuilder();
      new ApplicationContextRunner()
          .withUserConfiguration(KubernetesConfiguration.class)
          .run(context ->
              found.append(
                  context.getBeansOfType(RoleKeeper.class).isEmpty() ? "no keeper" : "keeper"));
      return found.toString();
    }
  }

  /** Loads everything anew, except what begins with the client's package. */
  private static final class WithoutClient extends URLClassLoader {

    private boolean lookedForClient;

    WithoutClient() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("io.fabric8.")) {
        lookedForClient = true;
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(":"))
          .map(WithoutClient::url)
          .toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return Path.of(entry).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
