// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.gracehub", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_formNoCycle =
            slices().matching("io.gracehub.(*)..").should().beFreeOfCycles();

    /** A wall clock that is set must not move a deadline. */
    @ArchTest
    static final ArchRule wallClock_isForPeopleAlone = noClasses()
            .that()
            .haveNameNotMatching(".*\\.Clock(\\$.*)?")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule shutdown_isPlainJava = noClasses()
            .that()
            .resideInAPackage("io.gracehub.shutdown")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "org.eclipse..");

    @ArchTest
    static final ArchRule trigger_knowsNoApplication = noClasses()
            .that()
            .resideInAPackage("io.gracehub.trigger")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.gracehub.application..", "io.gracehub.cdi..", "io.gracehub.websocket..");

    @ArchTest
    static final ArchRule cdi_staysAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.gracehub",
                    "io.gracehub.cdi",
                    "io.gracehub.health",
                    "io.gracehub.servlet",
                    "io.gracehub.callback")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.enterprise..");

    @ArchTest
    static final ArchRule servlets_stayAtTheEdge = noClasses()
            .that()
            .resideOutsideOfPackage("io.gracehub.servlet")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule microProfile_isOptional = noClasses()
            .that()
            .resideOutsideOfPackages("io.gracehub.health", "io.gracehub.config", "io.gracehub.metrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule openTelemetry_isOptional = noClasses()
            .that()
            .resideOutsideOfPackage("io.gracehub.tracing")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.opentelemetry..");

    @ArchTest
    static final ArchRule library_bringsNothing = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.gracehub..",
                    "java..",
                    "javax.management..",
                    "javax.naming..",
                    "jakarta..",
                    "org.eclipse.microprofile..",
                    "io.opentelemetry..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule bytes_makeNoObjects = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.io.ObjectInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.beans.XMLDecoder.class);
}
