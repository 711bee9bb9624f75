package dev.pressroom.sandbox.carriers;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * The rows of a DPD SCANINFO file, as DPD Belgium's <em>EDI Statusdata</em> describes it
 * (<a href="https://it-integration.dpd.be/dpd-shipper/tracking/edi-statusdata">it-integration.dpd.be</a>, read 2026-11).
 */
final class ScanInfoFile {
    private static final List<String> COLUMNS = List.of("""
        PARCELNO;SCAN_CODE;DEPOT_CODE;SCAN_DATE_TIME;ROUTE;TOUR;SERVICE;RCOUNTRYN;RCOUNTRY;CONSIGNEE_ZIP;\
        ADD_SERVICE_1;ADD_SERVICE_2;ADD_SERVICE_3;ADD_SERVICE_4;ADD_SERVICE_5;WEIGHT;VOLUME;POD_IMAGE_REF;RECEIVER_NAME;INFO_TEXT;LOCATION;\
        MPSCREF1;MPSCREF2;MPSCREF3;MPSCREF4;CREF1;CREF2;CREF3;CREF4;CUSTOMER_REFERENCE;DELISUSR""".split(";"));
    private static final Map<String, String> COUNTRY_NUMBERS = Map.of("AT", "040", "BE", "056", "CH", "756", "DE", "276", "FR", "250", //
            "GB", "826", "IT", "380", "NL", "528", "PL", "616", "US", "840");

    private final StringBuilder text = new StringBuilder(String.join(";", COLUMNS)).append(";\n");
    private final DateTimeFormatter stamp;

    /** The zone is the depots'; the file says nothing about it. */
    ScanInfoFile(ZoneId zone) {
        stamp = DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(zone);
    }

    void add(CarriedParcel parcel, ScanCode code, Instant at) {
        write(row(parcel, code.code(), at));
    }

    void add(Oddity oddity, CarriedParcel parcel, Instant at) {
        SequencedMap<String, String> row = row(parcel, ScanCode.IN_TRANSIT.code(), at);
        switch (oddity) {
            case SHORT_ROW -> text.append(row.values().stream().limit(4).collect(Collectors.joining(";", "", ";\n")));
            case BAD_DATE -> {
                row.put("SCAN_DATE_TIME", "20261345000000");
                write(row);
            }
            case NON_NUMERIC_PARCEL -> {
                row.put("PARCELNO", "1,234E+13");
                write(row);
            }
            case UNKNOWN_CODE -> {
                row.put("SCAN_CODE", "77");
                write(row);
            }
            case FOREIGN_PARCEL -> {
                row.put("PARCELNO", "0999" + parcel.number().substring(4));
                write(row);
            }
        }
    }

    private void write(SequencedMap<String, String> row) {
        text.append(String.join(";", row.values())).append(";\n");
    }

    private SequencedMap<String, String> row(CarriedParcel parcel, String code, Instant at) {
        SequencedMap<String, String> row = new LinkedHashMap<>();
        COLUMNS.forEach(column -> row.put(column, ""));
        row.put("PARCELNO", parcel.number());
        row.put("SCAN_CODE", code);
        row.put("DEPOT_CODE", code.equals(ScanCode.COLLECTED.code()) ? "0150" : "0163");
        row.put("SCAN_DATE_TIME", stamp.format(at));
        row.put("ROUTE", parcel.country() + "-" + parcel.zip());
        row.put("TOUR", "417");
        row.put("SERVICE", "101");
        row.put("RCOUNTRYN", COUNTRY_NUMBERS.getOrDefault(parcel.country(), ""));
        row.put("RCOUNTRY", parcel.country());
        row.put("CONSIGNEE_ZIP", parcel.zip());
        row.put("WEIGHT", "1.2");
        return row;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
