package dev.pressroom.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pressroom.batch.carriers.CarrierFiles;
import dev.pressroom.batch.carriers.CarrierProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** DPD's files as a test writes them, and the profile that the sandbox reads them with. */
public final class Dpd {

    public static final Path CARRIERS = Path.of(System.getProperty("pressroom.root"),
            "sandbox/src/main/resources/pressroom.config/carriers");
    public static final Map<String, CarrierProfile> PROFILES = CarrierFiles.load(CARRIERS);
    public static final CarrierProfile PROFILE = PROFILES.get("dpd");
    /** DPD alone, and nobody is told about parcels without news. */
    public static final Map<String, CarrierProfile> NO_CLOCK = Map.of("dpd", new CarrierProfile("dpd", PROFILE.name(), PROFILE.files(),
            PROFILE.layouts(), PROFILE.number(), PROFILE.time(), PROFILE.codes(), PROFILE.labelWindow(), null, null));
    public static final String HEADER = String.join(";", PROFILE.layouts().get("").columns()) + ";";

    private Dpd() {}

    /** A row with 31 columns and the trailing separator, without line end. */
    public static String row(String number, String code, String depot, String time) {
        return number + ";" + code + ";" + depot + ";" + time + ";R1;T1;101;056;BE;1000;;;;;;1.2;;;M. Müller;left at door;;;;;;;;;;;;";
    }

    public static String number(int parcel) {
        return "%014d".formatted(5_000_000_000_000L + parcel);
    }

    /** Writes a file; {@code name} becomes the six last characters of the file's name. */
    public static Path drop(Path drop, String name, String... lines) {
        return drop(drop, name, (HEADER + "\n" + String.join("\n", lines) + (lines.length == 0 ? "" : "\n")).getBytes(UTF_8));
    }

    public static Path drop(Path drop, String name, byte[] content) {
        Path file = drop.resolve("dpd/SCANINFO_4711_D20250520T060000_" + name);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** The life of some parcels in wild order, with repeats, codes nobody knows and broken rows; the same for the same seed. */
    public static String[] mixed(int parcels, long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        String[] life = {"05", "10", "02", "03", "14", "13", "06", "99"};
        for (int parcel = 0; parcel < parcels; parcel++) {
            for (int scan = 0; scan < life.length; scan++) {
                String row = row(number(parcel), life[scan], "05" + random.nextInt(10, 13),
                        "202505%02d%02d0000".formatted(random.nextInt(1, 31), random.nextInt(6, 22)));
                rows.add(random.nextInt(15) == 0 ? row + "\r" : row);
                if (random.nextInt(10) == 0) {
                    rows.add(row);
                }
            }
            if (random.nextInt(4) == 0) {
                rows.add(random.nextBoolean() ? row("5,00E+12", "13", "0511", "20250510100000") : "cut;13;05");
            }
        }
        Collections.shuffle(rows, random);
        return rows.toArray(String[]::new);
    }
}
