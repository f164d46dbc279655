package bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The packages of the service depend on each other in one direction only.
@Execution(ExecutionMode.CONCURRENT)
class ArchitectureTest {
  /// A package may use only the packages before it.
  private static final List<String> ORDER =
      List.of(
          "hash",
          "json",
          "logging",
          "platform",
          "secret",
          "telemetry",
          "segment",
          "profile",
          "queue",
          "regal",
          "resilience",
          "state",
          "translate",
          "ingest",
          "dispatch",
          "redrive",
          "aws",
          "function");

  /// The classes of all source roots.
  private static final JavaClasses ALL = new ClassFileImporter().importPackages("bridge");

  private static final JavaClasses DEPLOYED =
      new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("bridge");

  @Test
  void packagesPointOneWay() {
    for (int i = 0; i < ORDER.size(); i++) {
      for (String later : ORDER.subList(i + 1, ORDER.size())) {
        mayNotUse(ORDER.get(i), later);
      }
    }
  }

  @Test
  void ingestUsesNothingOfRegal() {
    mayNotUse("ingest", "regal");
    mayNotUse("ingest", "translate");
    mayNotUse("ingest", "profile");
  }

  @Test
  void translationIsPure() {
    mayNotUse("translate", "state");
    mayNotUse("translate", "platform");
  }

  @Test
  void noClassIsMadeFromJson() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson.databind..")
        .check(DEPLOYED);
  }

  @Test
  void constructorsTakeAtMostSixParametersAndRecordsAtMostEight() {
    List<String> tooLong =
        ALL.stream()
            .flatMap(type -> type.getConstructors().stream())
            .filter(made -> made.getRawParameterTypes().size() > (isRecord(made) ? 8 : 6))
            .map(JavaConstructor::getFullName)
            .toList();

    assertThat(tooLong).isEmpty();
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    Set<String> packages =
        DEPLOYED.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith("bridge."))
            .map(name -> name.substring("bridge.".length()))
            .collect(Collectors.toSet());

    assertThat(packages).isSubsetOf(ORDER);
  }

  private static boolean isRecord(JavaConstructor constructor) {
    return constructor.getOwner().isRecord();
  }

  private static void mayNotUse(String one, String other) {
    noClasses()
        .that()
        .resideInAPackage("bridge." + one + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("bridge." + other + "..")
        .allowEmptyShould(true)
        .check(DEPLOYED);
  }
}
