package dev.pressroom.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** The dependency table of the design, and what must not be called where. */
@AnalyzeClasses(packages = "dev.pressroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static ArchRule only(String module, String... allowed) {
        String[] packages = new String[allowed.length + 3];
        packages[0] = "dev.pressroom." + module + "..";
        packages[1] = "java..";
        packages[2] = "org.jspecify..";
        System.arraycopy(allowed, 0, packages, 3, allowed.length);
        return classes().that().resideInAPackage(packages[0]).should().onlyDependOnClassesThat(describe("may be used by " + module,
                (JavaClass type) -> {
                    JavaClass base = type.getBaseComponentType();
                    return base.isPrimitive() || Arrays.stream(packages)
                            .anyMatch(allowedPackage -> base.getPackageName().equals(allowedPackage.replace("..", ""))
                                    || base.getPackageName().startsWith(allowedPackage.replace("..", ".")));
                }));
    }

    @ArchTest
    static final ArchRule ORDERS_IS_PLAIN_JAVA = only("orders");

    @ArchTest
    static final ArchRule PRINTERS_KNOW_ORDERS_ONLY = only("printers", "dev.pressroom.orders..", "tools.jackson..",
            "com.fasterxml.jackson..",
            "javax.xml..", "org.w3c..", "org.xml..", "org.snakeyaml..");

    @ArchTest
    static final ArchRule RENDERING_KNOWS_NOTHING_OF_US = only("rendering", "org.apache.pdfbox..", "com.drew..", "javax.imageio..",
            "org.apache.fontbox..", "tools.jackson..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule WORKFLOWS_KNOW_ORDERS_ONLY = only("workflows", "dev.pressroom.orders..", "io.temporal..",
            "com.fasterxml.jackson..",
            "com.google.protobuf..");

    @ArchTest
    static final ArchRule STORAGE_KNOWS_ORDERS_ONLY = noClasses().that().resideInAPackage("dev.pressroom.storage..").should()
            .dependOnClassesThat().resideInAnyPackage("dev.pressroom.printers..", "dev.pressroom.rendering..", "dev.pressroom.workflows..",
                    "dev.pressroom.routes..", "dev.pressroom.app..", "dev.pressroom.batch..", "io.temporal..", "org.apache.camel..");

    @ArchTest
    static final ArchRule ROUTES_KNOW_ORDERS_AND_PRINTERS_ONLY = noClasses().that().resideInAPackage("dev.pressroom.routes..").should()
            .dependOnClassesThat().resideInAnyPackage("dev.pressroom.storage..", "dev.pressroom.rendering..", "dev.pressroom.workflows..",
                    "dev.pressroom.app..", "dev.pressroom.batch..", "io.temporal..");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_A_CLOCK = noClasses().should().callMethod(Instant.class, "now").orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule WORKFLOWS_ARE_DETERMINISTIC = noClasses().that()
            .resideInAnyPackage("dev.pressroom.workflows..", "dev.pressroom.orders..")
            .should().callMethod(Workflow.class, "await", Duration.class, Supplier.class).orShould().callMethod(UUID.class, "randomUUID")
            .orShould()
            .callConstructor(Random.class).orShould().callConstructor(Thread.class, Runnable.class).orShould()
            .callMethod(Math.class, "random").orShould().callMethod(System.class, "nanoTime").orShould()
            .callMethod(Thread.class, "sleep", long.class).orShould().callMethod(Thread.class, "sleep", Duration.class).orShould()
            .dependOnClassesThat(describe("threads, locks or files of their own",
                    type -> type.getPackageName().equals("java.util.concurrent")
                            || type.getPackageName().equals("java.util.concurrent.locks")
                            || type.getPackageName().startsWith("java.nio.file")))
            .because("a workflow that is replayed must decide the same again");
}
