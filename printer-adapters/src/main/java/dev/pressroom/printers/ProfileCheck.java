package dev.pressroom.printers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One profile looked at closer than when it is loaded: also whether each reference has a value, and whether another file of its folder has its id.
 *
 * @param profile present if the file itself is in order, whatever is missing around it
 * @param problems by line
 * @param lines the line of each key, by its path ({@code sftp.folders.submit})
 */
public record ProfileCheck(Path file, Optional<PrinterProfile> profile, List<Problem> problems, Map<String, Integer> lines) {

    public ProfileCheck {
        problems = List.copyOf(problems);
        lines = Map.copyOf(lines);
    }

    /** @param catalogue a product that it does not have is a problem; null to accept any */
    public static ProfileCheck of(Path file, @Nullable ProductCatalogue catalogue, Secrets references) {
        ProfileFile read = ProfileFile.read(file, catalogue, references);
        List<Problem> problems = new ArrayList<>(read.problems());
        List<ProfileFile> same = new ArrayList<>(siblings(file).stream().map(other -> ProfileFile.read(other, null, references.orEmpty()))
                .filter(other -> !read.id().isEmpty() && other.id().equals(read.id())).toList());
        if (!same.isEmpty()) {
            same.add(read);
            problems.add(read.idTaken(same));
        }
        problems.addAll(withoutValue(file, references, problems));
        problems.sort(Comparator.comparingInt(Problem::line));
        return new ProfileCheck(file, read.profile(), problems, lines(file));
    }

    /** The id in a file, as far as it can be read; else empty. */
    public static String id(Path file) {
        return ProfileFile.read(file, null, Secrets.ofProcess().orEmpty()).id();
    }

    public Problem problem(String path, String problem, String hint) {
        return new Problem(file.toString(), line(path), problem, hint);
    }

    /** The line of that key, or of the nearest that contains it. */
    public int line(String path) {
        for (String at = path; !at.isEmpty(); at = at.contains(".") ? at.substring(0, at.lastIndexOf('.')) : "") {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private static List<Path> siblings(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try (Stream<Path> files = Files.list(folder == null ? Path.of("") : folder)) {
            return files.filter(other -> other.getFileName().toString().endsWith(".yaml") && !other.equals(file.toAbsolutePath())).sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** References that stay references when the file is read: they fail only when the printer is called. */
    private static List<Problem> withoutValue(Path file, Secrets references, List<Problem> known) {
        List<Problem> problems = new ArrayList<>();
        List<String> lines = text(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int line = i + 1;
            Matcher reference = Secrets.REFERENCE.matcher(lines.get(i).replaceFirst("(^|\\s)#.*", ""));
            if (known.stream().anyMatch(problem -> problem.line() == line)) {
                continue;
            }
            while (reference.find()) {
                try {
                    references.resolve(reference.group());
                } catch (IllegalArgumentException e) {
                    String[] said = String.valueOf(e.getMessage()).split(": ", 2);
                    problems.add(new Problem(file.toString(), line, said[0], said.length > 1 ? said[1] : "give it a value"));
                }
            }
        }
        return problems;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static Map<String, Integer> lines(Path file) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        collect("", Yaml.read(text(file).getBytes(StandardCharsets.UTF_8), new Problems(file)), lines);
        return lines;
    }

    private static void collect(String path, Yaml yaml, Map<String, Integer> lines) {
        if (yaml instanceof Yaml.Mapping mapping) {
            mapping.entries().forEach((key, entry) -> {
                lines.putIfAbsent(path + key, entry.line());
                collect(path + key + ".", entry.value(), lines);
            });
        }
    }
}
