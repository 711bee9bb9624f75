package dev.pressroom.sandbox.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Random;

/**
 * A DPD SCANINFO file like those of five busy weeks: 31 columns, in the order of time, 3 % of the rows repeated, 0.1 % not readable. Of its parcels
 * four fifths are ours; each is scanned six or seven times from its pick-up to its delivery. The same rows for the same number of them and the same day.
 */
record TrackingFile(long rows, Instant end) {

    static final int DAYS = 35;
    private static final String COLUMNS = "PARCELNO;SCAN_CODE;DEPOT_CODE;SCAN_DATE_TIME;ROUTE;TOUR;SERVICE;RCOUNTRYN;RCOUNTRY;CONSIGNEE_ZIP;"
            + "ADD_SERVICE_1;ADD_SERVICE_2;ADD_SERVICE_3;ADD_SERVICE_4;ADD_SERVICE_5;WEIGHT;VOLUME;POD_IMAGE_REF;RECEIVER_NAME;INFO_TEXT;LOCATION;"
            + "MPSCREF1;MPSCREF2;MPSCREF3;MPSCREF4;CREF1;CREF2;CREF3;CREF4;CUSTOMER_REFERENCE;DELISUSR;";
    /** What a parcel's scans are from its pick-up to its delivery, each for a twentieth of its life: three of twenty deliver. */
    private static final String[] LIFE = {"05", "05", "15", "10", "10", "10", "10", "10", "10", "01", "02", "02", "02", "08", "03", "03",
            "03", "13", "13", "13"};
    /** What goes wrong with every sixth parcel. */
    private static final String[] TROUBLE = {"14", "14", "09", "06"};
    private static final int TROUBLED = 40;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final int RECENT = 1_000;

    /** Six or seven scans a parcel. */
    long parcels() {
        return Math.max(rows * 3 / 20, 1);
    }

    static String number(long parcel) {
        return "%014d".formatted(5_300_000_000_000L + parcel);
    }

    /** Writes it in the drop's form and returns its path. */
    Path write(Path folder) throws IOException {
        Path file = Files.createDirectories(folder.resolve("dpd")).resolve("SCANINFO_4711_D20260101T000000_bench1");
        Random random = new Random(7);
        String[] recent = new String[RECENT];
        LocalDateTime begin = LocalDateTime.ofInstant(end.minus(DAYS, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS), ZoneOffset.UTC);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(COLUMNS);
            out.write('\n');
            for (long row = 0; row < rows; row++) {
                String line = row > RECENT && random.nextInt(100) < 3 ? recent[random.nextInt(RECENT)] : line(row, begin, random);
                recent[(int) (row % RECENT)] = line;
                out.write(line);
                out.write('\n');
            }
        }
        return file;
    }

    private String line(long row, LocalDateTime begin, Random random) {
        double age = random.nextDouble();
        long parcel = Math.min((long) (parcels() * ((double) row / rows * 0.9 + (1 - age) * 0.1)), parcels() - 1);
        String code = random.nextInt(TROUBLED) == 0 ? TROUBLE[random.nextInt(TROUBLE.length)] : LIFE[(int) (age * LIFE.length)];
        String number = random.nextInt(1_000) == 0 ? "5.30E+12" : number(parcel);
        LocalDateTime at = begin.plusSeconds((long) ((double) row / rows * DAYS * 86_400));
        return number + ';' + code + ";05" + (10 + random.nextInt(40)) + ';' + TIME.format(at)
                + ";R12;T034;101;056;BE;" + (1_000 + random.nextInt(8_999)) + ";;;;;;1.25;0.004;;Receiver " + random.nextInt(10_000)
                + ";left at the door;;;;;;A-" + parcel + ";;;;4711;bench;";
    }
}
