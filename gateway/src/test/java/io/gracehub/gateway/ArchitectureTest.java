// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.gracehub.gateway", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packages_formNoCycle =
            slices().matching("io.gracehub.gateway.(*)..").should().beFreeOfCycles();

    /** A wall clock that is set must not move a deadline. */
    @ArchTest
    static final ArchRule wallClock_isForPeopleAlone = noClasses()
            .that()
            .haveNameNotMatching(".*\\.DrainRecord")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Instant.class, "now");

    @ArchTest
    static final ArchRule network_isKnownToTransportAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.gracehub.gateway.transport")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule metrics_areKnownToAdminAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.gracehub.gateway.admin")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", "io.prometheus..");

    @ArchTest
    static final ArchRule configuration_isReadInConfigAlone = noClasses()
            .that()
            .resideOutsideOfPackage("io.gracehub.gateway.config")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.smallrye..", "org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule root_isKnownToNobody = noClasses()
            .that()
            .resideOutsideOfPackage("io.gracehub.gateway")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gracehub.gateway");

    @ArchTest
    static final ArchRule decisions_areMadeWithoutTheNetwork = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.gracehub.gateway.server",
                    "io.gracehub.gateway.link",
                    "io.gracehub.gateway.connection",
                    "io.gracehub.gateway.migration",
                    "io.gracehub.gateway.drain",
                    "io.gracehub.gateway.admin")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.gracehub.gateway.transport");

    @ArchTest
    static final ArchRule bytes_makeNoObjects = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(java.io.ObjectInputStream.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.beans.XMLDecoder.class);
}
