package dev.pressroom.batch.carriers;

import dev.pressroom.batch.carriers.CarrierProfile.Layout;
import dev.pressroom.batch.carriers.CarrierProfile.Sftp;
import dev.pressroom.batch.carriers.CarrierProfile.Silence;
import dev.pressroom.storage.tracking.LabelWindow;
import dev.pressroom.storage.tracking.NumberRule;
import java.io.IOException;
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

    static final Pattern ANY = Pattern.compile(".+");
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z._-]{1,16}(/([0-9A-Za-z._-]{1,16}|\\*))?");

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

    /** Reads one profile; throws {@link InvalidProfiles} with every problem of it. */
    public static CarrierProfile loadOne(Path file) {
        List<String> problems = new ArrayList<>();
        CarrierProfile profile = read(file, problems);
        if (!problems.isEmpty()) {
            throw new InvalidProfiles(problems);
        }
        return profile;
    }

    private static CarrierProfile read(Path file, List<String> problems) {
        YamlSection yaml = YamlSection.of(file, problems);
        String id = yaml.text("id");
        if (!id.isEmpty() && (!id.matches("[a-z0-9-]{1,40}") || !file.endsWith(id + ".yaml"))) {
            yaml.problem("/id", "'id' is '" + id + "'", "give [a-z0-9-]{1,40}, the same as the file's name");
        }
        String name = yaml.text("name");
        FileSection files = FileSection.read(yaml.section("files"));
        Map<String, Layout> layouts = files.layouts(yaml);
        CarrierProfile profile = new CarrierProfile(id, name, files.files(), layouts, number(yaml.section("number")),
                time(yaml.section("time"), layouts), codes(yaml.section("codes")), window(yaml.section("labelWindow")),
                silence(yaml.optionalSection("silence")), sftp(yaml.optionalSection("sftp")));
        yaml.nothingElse();
        return profile;
    }

    private static NumberRule number(YamlSection yaml) {
        NumberRule rule = new NumberRule(yaml.value("pattern", "a regular expression for parcel numbers", Pattern::compile, ANY),
                yaml.has("remove") ? yaml.value("remove", "a regular expression", Pattern::compile, ANY) : null);
        yaml.nothingElse();
        return rule;
    }

    private static TimeRule time(YamlSection yaml, Map<String, Layout> layouts) {
        List<DateTimeFormatter> formats = yaml.values("format", "a java.time pattern, for example uuuuMMddHHmmss",
                said -> DateTimeFormatter.ofPattern(said, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT));
        ZoneId zone = zone(yaml, "zone");
        Map<String, ZoneId> zones = new HashMap<>();
        YamlSection byPlace = yaml.optionalSection("zones");
        if (byPlace != null) {
            for (String key : byPlace.names()) {
                ZoneId local = zone(byPlace, key);
                if (Zones.places(key).stream().filter(place -> zones.put(place, local) != null).count() > 0) {
                    byPlace.problem("/" + key, "a place of '" + key + "' has a zone already", "name each place once");
                }
                if (layouts.values().stream().map(layout -> layout.fields().zone().size()).anyMatch(n -> n > 0 && n != Zones.parts(key))) {
                    byPlace.problem("/" + key, "'" + key + "' has other parts than the columns of `zone`",
                            "write a part for each of them with a slash between, for example CA/US; * stands for any");
                }
            }
            if (layouts.values().stream().allMatch(layout -> layout.fields().zone().isEmpty())) {
                yaml.problem("/zones", "no layout names a column for them", "give `zone: COLUMN` in fields");
            }
        }
        yaml.nothingElse();
        return new TimeRule(formats.isEmpty() ? List.of(DateTimeFormatter.ISO_LOCAL_DATE_TIME) : formats, zone, new Zones(zones));
    }

    private static ZoneId zone(YamlSection yaml, String name) {
        return yaml.<ZoneId>value(name, "a zone, for example Europe/Brussels", ZoneId::of, ZoneOffset.UTC);
    }

    private static CodeTable codes(YamlSection yaml) {
        Map<String, ParcelStatus> statuses = new HashMap<>();
        String version = yaml.text("version");
        for (ParcelStatus status : ParcelStatus.values()) {
            for (String code : yaml.has(status.name()) ? yaml.texts(status.name()) : List.<String>of()) {
                ParcelStatus other = statuses.put(code, status);
                if (!CODE.matcher(code).matches()) {
                    yaml.problem("/" + status.name(), "'" + code + "' is no code", "write CODE, CODE/REASON or CODE/*, in quotes");
                } else if (other != null) {
                    yaml.problem("/" + status.name(), "code '" + code + "' is " + other + " and " + status, "give it one status");
                }
            }
        }
        if (statuses.isEmpty()) {
            yaml.problem("", "no code has a status", "write `DELIVERED: [\"13\"]`");
        }
        yaml.nothingElse();
        return new CodeTable(version, statuses);
    }

    private static LabelWindow window(YamlSection yaml) {
        LabelWindow window = new LabelWindow(duration(yaml, "before", "1d"), duration(yaml, "after", "120d"));
        yaml.nothingElse();
        return window;
    }

    private static @Nullable Silence silence(@Nullable YamlSection yaml) {
        if (yaml == null) {
            return null;
        }
        Silence silence = new Silence(duration(yaml, "after", "7d"),
                yaml.values("final", "one of " + Arrays.toString(ParcelStatus.values()), ParcelStatus::valueOf));
        yaml.nothingElse();
        return silence;
    }

    private static @Nullable Sftp sftp(@Nullable YamlSection yaml) {
        if (yaml == null) {
            return null;
        }
        Sftp sftp = new Sftp(yaml.text("host"), yaml.text("port"), yaml.text("user"), yaml.optionalText("password"),
                yaml.optionalText("privateKey"), yaml.text("knownHosts"), yaml.text("folder"), yaml.optionalText("semaphore"),
                duration(yaml, "poll", "30s"), duration(yaml, "timeout", "60s"),
                yaml.has("settle") ? duration(yaml, "settle", "60s") : null);
        if (sftp.password() == null && sftp.privateKey() == null) {
            yaml.problem("", "neither 'password' nor 'privateKey'", "give one, as a reference: ${env:NAME} or ${file:PATH}");
        }
        yaml.nothingElse();
        return sftp;
    }

    private static Duration duration(YamlSection yaml, String name, String example) {
        return yaml.value(name, "a duration, for example " + example, DurationStyle::detectAndParse, Duration.ZERO);
    }
}
