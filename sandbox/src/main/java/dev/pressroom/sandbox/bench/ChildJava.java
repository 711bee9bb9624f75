package dev.pressroom.sandbox.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Runs our classes in a child JVM with a plain class path. Out of the packed program they are copied first: reading
 * nested jars would cost the child CPU and memory that the work does not.
 */
record ChildJava(String classPath) {

    static ChildJava prepare(Path folder) throws IOException {
        String own = System.getProperty("java.class.path");
        if (own.contains(":") || !own.endsWith(".jar")) {
            return new ChildJava(own);
        }
        List<String> parts = new ArrayList<>();
        Path classes = Files.createDirectories(folder.resolve("classes"));
        parts.add(classes.toString());
        try (var jar = new JarFile(own)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName();
                String file = name.substring(name.lastIndexOf('/') + 1);
                if (name.startsWith("BOOT-INF/classes/dev/pressroom/sandbox/bench/") && name.endsWith(".class")) {
                    copy(jar, entry, classes.resolve(name.substring("BOOT-INF/classes/".length())));
                } else if (file.matches(
                        "(pressroom-rendering|pdfbox|fontbox|commons-logging|jackson|jspecify|metadata-extractor|ph-fonts|spring-jcl).*\\.jar")) {
                    Path target = folder.resolve(file);
                    copy(jar, entry, target);
                    parts.add(target.toString());
                }
            }
        }
        return new ChildJava(String.join(File.pathSeparator, parts));
    }

    private static void copy(JarFile jar, JarEntry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    List<String> command(String heap, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap, "-XX:+UseSerialGC", "-cp",
                        classPath));
        if (!arguments[0].endsWith("-hashed")) {
            // The second compiler costs a short process more than it gains; only hashes need it, whose machine code is its.
            command.add(1, "-XX:TieredStopAtLevel=1");
        }
        command.add(RenderWork.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
