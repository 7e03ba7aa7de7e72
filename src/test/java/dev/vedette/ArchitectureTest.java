package dev.vedette;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Random;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.TimerTask;
import java.util.stream.Stream;

/**
 * The table of rooms: which package may import which, and what the decisions must never touch.
 *
 * <p>The composition root {@code dev.vedette} wires the rooms and may import all of them. A class
 * that fits no room means that the table is wrong: say so in a decision record under {@code
 * docs/adr} and change both.
 */
@AnalyzeClasses(packages = "dev.vedette", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.vedette";

  /** Each room and the rooms that it may import. */
  private static final Map<String, Set<String>> ROOMS =
      Map.ofEntries(
          Map.entry("sentinel", Set.of()),
          Map.entry("engine", Set.of("sentinel")),
          Map.entry("transport", Set.of()),
          Map.entry("link", Set.of("sentinel", "engine", "transport")),
          Map.entry("config", Set.of("sentinel")),
          Map.entry("resp", Set.of("sentinel", "engine", "config", "transport")),
          Map.entry("api", Set.of("sentinel", "engine", "journal", "notify", "cluster")),
          Map.entry(
              "observe",
              Set.of(
                  "sentinel",
                  "engine",
                  "link",
                  "resp",
                  "journal",
                  "notify",
                  "cluster",
                  "kubernetes")),
          Map.entry("notify", Set.of("sentinel", "engine", "sqlite")),
          Map.entry("journal", Set.of("sentinel", "engine", "sqlite")),
          Map.entry("sqlite", Set.of()),
          Map.entry("cluster", Set.of("sentinel")),
          Map.entry("kubernetes", Set.of("sentinel", "engine")));

  /** What the decisions may use: nothing here holds a thread, a socket, a file or a logger. */
  private static final String[] PURE = {
    "dev.vedette.sentinel..",
    "org.jspecify.annotations",
    "", // arrays of primitives
    "java.lang",
    "java.lang.annotation",
    "java.lang.invoke",
    "java.lang.runtime",
    "java.math",
    "java.nio.charset",
    "java.time",
    "java.time.format",
    "java.util",
    "java.util.function",
    "java.util.random",
    "java.util.regex",
    "java.util.stream"
  };

  /**
   * Methods of pure packages that read the machine's clock, environment or entropy all the same.
   */
  private static final Map<String, Set<String>> IMPURE_METHODS =
      Map.of(
          "java.lang.Math", Set.of("random"),
          "java.lang.StrictMath", Set.of("random"),
          "java.lang.Object", Set.of("wait", "notify", "notifyAll"),
          "java.util.UUID", Set.of("randomUUID"),
          "java.util.random.RandomGenerator", Set.of("of", "getDefault"),
          "java.util.Calendar", Set.of("getInstance"));

  private static final DescribedPredicate<JavaClass> HOLD_THE_WORLD =
      belongToAnyOf(
          Thread.class,
          ThreadLocal.class,
          Process.class,
          ProcessBuilder.class,
          Runtime.class,
          Timer.class,
          TimerTask.class,
          Clock.class,
          Scanner.class,
          ServiceLoader.class);

  private static final DescribedPredicate<JavaAccess<?>> READ_CLOCK_ENVIRONMENT_OR_ENTROPY =
      describe("read a clock, the environment or entropy", ArchitectureTest::isImpure);

  private static boolean isImpure(JavaAccess<?> access) {
    var owner = access.getTargetOwner();
    var name = access.getName();
    if (IMPURE_METHODS.getOrDefault(owner.getName(), Set.of()).contains(name)) {
      return true;
    }
    if (owner.isEquivalentTo(System.class)) {
      return !Set.of("arraycopy", "identityHashCode", "lineSeparator").contains(name);
    }
    if (owner.getPackageName().startsWith("java.time")) {
      return name.equals("now") || name.equals("systemDefault");
    }
    return isUnseeded(access);
  }

  private static boolean isUnseeded(JavaAccess<?> access) {
    var owner = access.getTargetOwner();
    return (owner.isEquivalentTo(Random.class)
            || owner.isEquivalentTo(SplittableRandom.class)
            || owner.isEquivalentTo(Date.class))
        && access.getTarget().getFullName().endsWith(".<init>()");
  }

  @ArchTest
  static void each_room_imports_only_the_rooms_that_the_table_allows(JavaClasses classes) {
    ROOMS.forEach((room, allowed) -> {
      var forbidden =
          ROOMS.keySet().stream()
              .filter(other -> !other.equals(room) && !allowed.contains(other))
              .map(ArchitectureTest::packages)
              .toArray(String[]::new);
      rule(noClasses()
              .that()
              .resideInAPackage(packages(room))
              .should()
              .dependOnClassesThat(resideInAnyPackage(forbidden).or(resideInAPackage(ROOT))))
          .check(classes);
    });
  }

  @ArchTest
  static final ArchRule every_class_has_a_room =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(
                      Stream.of(ROOT), ROOMS.keySet().stream().map(ArchitectureTest::packages))
                  .toArray(String[]::new));

  @ArchTest
  static final ArchRule rooms_have_no_cycles =
      rule(slices().matching("dev.vedette.(*)..").should().beFreeOfCycles());

  @ArchTest
  static final ArchRule packages_of_the_core_have_no_cycles =
      slices().matching("dev.vedette.sentinel.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule parts_of_the_core_do_not_know_the_whole =
      noClasses()
          .that()
          .resideInAPackage("dev.vedette.sentinel.*..")
          .and()
          .resideOutsideOfPackage("dev.vedette.sentinel.rehearsal")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.vedette.sentinel");

  @ArchTest
  static final ArchRule decisions_use_pure_packages_only =
      classes()
          .that()
          .resideInAPackage(packages("sentinel"))
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage(PURE).and(not(HOLD_THE_WORLD)));

  @ArchTest
  static final ArchRule decisions_read_no_clock_no_environment_and_no_entropy =
      noClasses()
          .that()
          .resideInAPackage(packages("sentinel"))
          .should()
          .accessTargetWhere(READ_CLOCK_ENVIRONMENT_OR_ENTROPY);

  @ArchTest
  static final ArchRule decisions_are_not_synchronized =
      rule(
          noMethods()
              .that()
              .areDeclaredInClassesThat()
              .resideInAPackage(packages("sentinel"))
              .should()
              .haveModifier(JavaModifier.SYNCHRONIZED));

  @ArchTest
  static final ArchRule names_say_what_a_class_is =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Impl");

  @ArchTest
  static final ArchRule nothing_prints_to_standard_streams =
      NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule logging_goes_through_slf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule beans_take_their_parts_by_constructor =
      NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  private static String packages(String room) {
    return ROOT + "." + room + "..";
  }

  /** A room that is still empty keeps its rule. */
  private static ArchRule rule(ArchRule rule) {
    return rule.allowEmptyShould(true);
  }
}
