package org.castellan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

/** The house's table: each package and what it may use. */
@AnalyzeClasses(packages = "org.castellan", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesUseOnlyWhatTheTableAllows =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("lock")
          .definedBy("org.castellan.lock")
          .layer("schedule")
          .definedBy("org.castellan.schedule")
          .layer("storage")
          .definedBy("org.castellan.storage")
          .layer("providers")
          .definedBy("org.castellan.storage.*")
          .layer("audit")
          .definedBy("org.castellan.audit")
          .layer("credential")
          .definedBy("org.castellan.credential")
          .layer("organization")
          .definedBy("org.castellan.organization")
          .layer("access")
          .definedBy("org.castellan.access")
          .layer("backend")
          .definedBy("org.castellan.backend")
          .layer("validation")
          .definedBy("org.castellan.validation")
          .layer("artifact")
          .definedBy("org.castellan.artifact")
          .layer("webhook")
          .definedBy("org.castellan.webhook")
          .layer("web")
          .definedBy("org.castellan.web..")
          .layer("runtime")
          .definedBy("org.castellan.runtime..")
          .layer("cli")
          .definedBy("org.castellan.cli")
          .whereLayer("lock")
          .mayNotAccessAnyLayer()
          .whereLayer("schedule")
          .mayOnlyAccessLayers("lock")
          .whereLayer("storage")
          .mayNotAccessAnyLayer()
          .whereLayer("providers")
          .mayOnlyAccessLayers("storage")
          .whereLayer("audit")
          .mayNotAccessAnyLayer()
          .whereLayer("credential")
          .mayOnlyAccessLayers("audit")
          .whereLayer("organization")
          .mayOnlyAccessLayers("audit")
          .whereLayer("access")
          .mayOnlyAccessLayers("organization", "audit")
          .whereLayer("backend")
          .mayOnlyAccessLayers("organization", "storage", "credential", "audit")
          .whereLayer("validation")
          .mayOnlyAccessLayers("backend", "schedule", "storage", "audit")
          .whereLayer("artifact")
          .mayOnlyAccessLayers("backend", "validation", "schedule", "storage", "audit")
          .whereLayer("webhook")
          .mayOnlyAccessLayers("audit", "storage")
          .whereLayer("web")
          .mayOnlyBeAccessedByLayers("runtime")
          .whereLayer("runtime")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayNotAccessAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule theCommandLineIsOfItsOwnLibrariesOnly =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.castellan.cli")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("picocli..", "com.google.gson..");

  @ArchTest
  static final ArchRule whatIsMeasuredAndTracedIsKnownAtTheEdgeOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.castellan.runtime.metrics",
              "org.castellan.runtime.traces",
              "org.castellan.runtime.wiring")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.opentelemetry..");

  @ArchTest
  static final ArchRule providersDoNotKnowEachOther =
      slices().matching("org.castellan.storage.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule nothingKnowsAProvider =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.castellan.storage.*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.castellan.storage.*..");

  @ArchTest
  static final ArchRule noCircles =
      slices().matching("org.castellan.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nullIsMarked =
      classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);
}
