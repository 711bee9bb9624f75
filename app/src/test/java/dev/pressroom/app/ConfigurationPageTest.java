package dev.pressroom.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.routes.RouteSettings;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** {@code docs/configuration.md} against application.yaml, batch-jobs.yaml, the properties records and every {@code @Value}. */
class ConfigurationPageTest {

    private static final Path ROOT = Path.of(System.getProperty("pressroom.root"));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([A-Z0-9_]+)` \\| (-|`[^`]+`) \\| .*\\|$");
    private static final Pattern OURS = Pattern.compile("\\$\\{(PRESSROOM_[A-Z0-9_]+):(.*)}");
    private static final Pattern VALUE = Pattern.compile("@Value\\(\"\\$\\{([^}:]+)(?::([^}]*))?}\"\\)");
    private static final String JOBS = "## The nightly jobs";

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/configuration.md"));
    }

    /** The beginning of each row of settings: property, environment, default. */
    private static List<String> rows(String text) {
        return ROW.matcher(text).results().map(row -> row(row.group(1), row.group(2), row.group(3).replace("`", ""))).sorted().toList();
    }

    private static String row(String property, String environment, String byDefault) {
        return "| `" + property + "` | `" + environment + "` | "
                + (byDefault.isEmpty() || byDefault.equals("-") ? "-" : "`" + byDefault + "`")
                + " |";
    }

    private static List<String> rows(SortedMap<String, String> settings) {
        return settings.values().stream().sorted().toList();
    }

    private static String environment(String property) {
        return property.replaceAll("\\[(\\d+)]", ".$1").replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    @Test
    void namesEverySettingOfTheServiceWithItsVariableAndItsDefault() throws Exception {
        SortedMap<String, String> settings = ofYaml(ROOT.resolve("app/src/main/resources/application.yaml"));
        settings.putAll(ofRecords());
        ofValues().forEach((property, row) -> settings.putIfAbsent(property, row));

        assertThat(settings).containsKeys("pressroom.roles", "pressroom.api.clients[0].token-sha256", "pressroom.routes.circuit-open");
        assertThat(rows(page().substring(0, page().indexOf(JOBS)))).containsExactlyElementsOf(rows(settings));
    }

    @Test
    void namesEverySettingOfTheJobsWithItsVariableAndItsDefault() throws Exception {
        assertThat(rows(page().substring(page().indexOf(JOBS))))
                .containsExactlyElementsOf(rows(ofYaml(ROOT.resolve("batch-jobs/src/main/resources/batch-jobs.yaml"))));
    }

    @Test
    void aNameWithDashesIsSetByItsVariableAsThePageWritesIt() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
                Map.of(environment("pressroom.routes.circuit-open"), "7s", environment("pressroom.routes.answer-limit"), "2MB")));

        RouteSettings settings = new Binder(ConfigurationPropertySources.get(environment)).bindOrCreate("pressroom.routes",
                RouteSettings.class);

        assertThat(settings.circuitOpen()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.answerLimit().toMegabytes()).isEqualTo(2);
    }

    /** What is ours, and what of the frameworks' is set by a variable of ours. */
    private static SortedMap<String, String> ofYaml(Path file) throws IOException {
        SortedMap<String, String> settings = new TreeMap<>();
        EnumerablePropertySource<?> yaml = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
                .load(file.getFileName().toString(), new FileSystemResource(file)).getFirst();
        for (String property : yaml.getPropertyNames()) {
            String value = String.valueOf(yaml.getProperty(property));
            Matcher ours = OURS.matcher(value);
            if (ours.matches()) {
                settings.put(property, row(property, ours.group(1), ours.group(2)));
            } else if (property.startsWith("pressroom.")) {
                settings.put(property, row(property, environment(property), value));
            }
        }
        return settings;
    }

    private static SortedMap<String, String> ofRecords() throws ReflectiveOperationException {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        SortedMap<String, String> settings = new TreeMap<>();
        for (BeanDefinition found : scan.findCandidateComponents("dev.pressroom")) {
            Class<?> type = Class.forName(found.getBeanClassName());
            put(settings, type.getAnnotation(ConfigurationProperties.class).value(), type);
        }
        return settings;
    }

    private static void put(SortedMap<String, String> settings, String prefix, Class<?> type)
            throws NoSuchMethodException {
        assertThat(type.isRecord()).as("%s is a record", type).isTrue();
        RecordComponent[] components = type.getRecordComponents();
        Parameter[] parameters = type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new))
                .getParameters();
        for (int i = 0; i < components.length; i++) {
            String property = prefix + "." + components[i].getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (components[i].getGenericType() instanceof ParameterizedType list && components[i].getType() == List.class
                    && list.getActualTypeArguments()[0] instanceof Class<?> element && element.isRecord()) {
                put(settings, property + "[0]", element);
            } else if (components[i].getType().isRecord()) {
                put(settings, property, components[i].getType());
            } else {
                DefaultValue byDefault = parameters[i].getAnnotation(DefaultValue.class);
                settings.put(property, row(property, environment(property), byDefault == null ? "" : String.join(",", byDefault.value())));
            }
        }
    }

    private static SortedMap<String, String> ofValues() throws IOException {
        SortedMap<String, String> settings = new TreeMap<>();
        try (Stream<Path> sources = Files.walk(ROOT.resolve("app/src/main/java"))) {
            for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                for (MatchResult value : VALUE.matcher(Files.readString(source)).results().toList()) {
                    String byDefault = value.group(2) == null ? "" : value.group(2);
                    settings.put(value.group(1), row(value.group(1), environment(value.group(1)), byDefault));
                }
            }
        }
        return settings;
    }
}
