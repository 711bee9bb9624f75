package dev.pressroom.batch.carriers;

import dev.pressroom.batch.carriers.CarrierProfile.Fields;
import dev.pressroom.batch.carriers.CarrierProfile.LabelWindow;
import dev.pressroom.batch.carriers.CarrierProfile.Meaning;
import dev.pressroom.batch.carriers.CarrierProfile.NumberRule;
import dev.pressroom.batch.carriers.CarrierProfile.Sftp;
import dev.pressroom.batch.carriers.CarrierProfile.TimeRule;
import dev.pressroom.orders.facts.ParcelEvent;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads the carriers' profiles, one YAML file each. */
public final class CarrierFiles {

    private static final Pattern ANY = Pattern.compile(".+");
    /** Silence is our own clock's to tell, not a scan's. */
    private static final List<String> FACTS = Arrays.stream(ParcelEvent.class.getPermittedSubclasses()).map(Class::getSimpleName)
            .filter(name -> !name.equals("ParcelSilent")).sorted().toList();

    private CarrierFiles() {}

    /** Reads all {@code *.yaml} of the folder, by carrier id; throws {@link InvalidProfiles} with every problem of every file. */
    public static Map<String, CarrierProfile> load(Path folder) {
        List<String> problems = new ArrayList<>();
        Map<String, CarrierProfile> profiles = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList()) {
                CarrierProfile profile = read(file, problems);
                profiles.put(profile.id(), profile);
            }
        } catch (IOException e) {
            problems.add("%s:0: cannot be listed (%s); name the folder of the carriers' profiles".formatted(folder,
                    e.getClass().getSimpleName()));
        }
        if (problems.isEmpty() && profiles.isEmpty()) {
            problems.add("%s:0: no carrier is configured; put <carrier>.yaml there, docs/carriers tells the form".formatted(folder));
        }
        if (!problems.isEmpty()) {
            throw new InvalidProfiles(problems);
        }
        return profiles;
    }

    private static CarrierProfile read(Path file, List<String> problems) {
        YamlSection yaml = YamlSection.of(file, problems);
        String id = yaml.text("id");
        if (!id.isEmpty() && (!id.matches("[a-z0-9-]{1,40}") || !file.endsWith(id + ".yaml"))) {
            yaml.problem("/id", "'id' is '" + id + "'", "give [a-z0-9-]{1,40}, the same as the file's name");
        }
        String name = yaml.text("name");
        CarrierProfile.Files files = files(yaml.section("files"));
        CarrierProfile profile = new CarrierProfile(id, name, files, fields(yaml.section("fields"), files.columns()),
                number(yaml.section("number")), time(yaml.section("time")), codes(yaml.section("codes")),
                window(yaml.section("labelWindow")),
                sftp(yaml.optionalSection("sftp")));
        yaml.nothingElse();
        return profile;
    }

    private static CarrierProfile.Files files(YamlSection yaml) {
        CarrierProfile.Files files = new CarrierProfile.Files(
                yaml.value("pattern", "a regular expression for the file name", Pattern::compile, ANY),
                yaml.optionalText("semaphore"),
                yaml.value("encoding", "an encoding whose line feed is one byte, for example UTF-8", CarrierFiles::encoding,
                        StandardCharsets.UTF_8),
                yaml.value("separator", "one character", CarrierFiles::oneCharacter, ";"), yaml.flag("trailingSeparator"),
                yaml.value("header", "EXACT or NONE", CarrierFiles::header, true), yaml.texts("columns"));
        if (files.columns().size() != files.columns().stream().distinct().count()) {
            yaml.problem("/columns", "a column is named twice", "name each column once");
        }
        yaml.nothingElse();
        return files;
    }

    private static Fields fields(YamlSection yaml, List<String> columns) {
        Fields fields = new Fields(column(yaml, "number", columns), column(yaml, "code", columns), column(yaml, "depot", columns),
                column(yaml, "time", columns), yaml.has("country") ? column(yaml, "country", columns) : null);
        yaml.nothingElse();
        return fields;
    }

    private static int column(YamlSection yaml, String field, List<String> columns) {
        return yaml.value(field, "the name of a column in files.columns", said -> {
            if (!columns.contains(said)) {
                throw new IllegalArgumentException("no such column");
            }
            return columns.indexOf(said);
        }, 0);
    }

    private static NumberRule number(YamlSection yaml) {
        NumberRule rule = new NumberRule(yaml.value("pattern", "a regular expression for parcel numbers", Pattern::compile, ANY),
                yaml.has("remove") ? yaml.value("remove", "a regular expression", Pattern::compile, ANY) : null);
        yaml.nothingElse();
        return rule;
    }

    private static TimeRule time(YamlSection yaml) {
        TimeRule rule = new TimeRule(
                yaml.value("format", "a java.time pattern, for example uuuuMMddHHmmss",
                        said -> DateTimeFormatter.ofPattern(said, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT),
                        DateTimeFormatter.ISO_LOCAL_DATE_TIME),
                yaml.<ZoneId>value("zone", "a zone, for example Europe/Brussels", ZoneId::of, ZoneOffset.UTC));
        yaml.nothingElse();
        return rule;
    }

    private static Map<String, Meaning> codes(YamlSection yaml) {
        Map<String, Meaning> codes = new HashMap<>();
        yaml.sections().forEach((code, meaning) -> {
            codes.put(code, new Meaning(
                    meaning.value("status", "one of " + Arrays.toString(ParcelStatus.values()), ParcelStatus::valueOf,
                            ParcelStatus.ANNOUNCED),
                    meaning.value("rank", "a number", Integer::valueOf, 0), fact(meaning)));
            meaning.nothingElse();
        });
        return codes;
    }

    private static @Nullable String fact(YamlSection yaml) {
        return yaml.has("fact") ? yaml.value("fact", "one of " + FACTS + ", or leave it out", said -> {
            if (!FACTS.contains(said)) {
                throw new IllegalArgumentException("no such fact");
            }
            return said;
        }, "") : null;
    }

    private static LabelWindow window(YamlSection yaml) {
        LabelWindow window = new LabelWindow(duration(yaml, "before", "1d"),
                duration(yaml, "after", "120d"));
        yaml.nothingElse();
        return window;
    }

    private static @Nullable Sftp sftp(@Nullable YamlSection yaml) {
        if (yaml == null) {
            return null;
        }
        Sftp sftp = new Sftp(yaml.text("host"), yaml.text("port"), yaml.text("user"), yaml.optionalText("password"),
                yaml.optionalText("privateKey"), yaml.text("knownHosts"), yaml.text("folder"), yaml.optionalText("semaphore"),
                duration(yaml, "poll", "30s"), duration(yaml, "timeout", "60s"));
        if (sftp.password() == null && sftp.privateKey() == null) {
            yaml.problem("", "neither 'password' nor 'privateKey'", "give one, as a reference: ${env:NAME} or ${file:PATH}");
        }
        yaml.nothingElse();
        return sftp;
    }

    private static Duration duration(YamlSection yaml, String name, String example) {
        return yaml.value(name, "a duration, for example " + example, DurationStyle::detectAndParse, Duration.ZERO);
    }

    /** Lines are framed by the byte LF before they are decoded. */
    private static Charset encoding(String said) {
        Charset encoding = Charset.forName(said);
        if (!Arrays.equals("\n;A".getBytes(encoding), "\n;A".getBytes(StandardCharsets.US_ASCII))) {
            throw new IllegalArgumentException("not a superset of ASCII");
        }
        return encoding;
    }

    private static String oneCharacter(String said) {
        if (said.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return said;
    }

    private static boolean header(String said) {
        return switch (said) {
            case "EXACT" -> true;
            case "NONE" -> false;
            default -> throw new IllegalArgumentException("unknown rule");
        };
    }
}
