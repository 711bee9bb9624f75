package dev.pressroom.batch.carriers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pressroom.batch.Dpd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarrierFilesTest {

    @TempDir
    Path folder;

    private String dpd = "";

    @BeforeEach
    void readTheSandboxProfile() throws IOException {
        dpd = Files.readString(Dpd.CARRIERS.resolve("dpd.yaml"));
    }

    @Test
    void readsTheSandboxProfile() {
        CarrierProfile profile = CarrierFiles.load(Dpd.CARRIERS).get("dpd");

        assertThat(profile.layouts().get("").columns()).hasSize(31);
        assertThat(profile.files().pattern().matcher("SCANINFO_4711_D20261121T093000_a1B2c3").matches()).isTrue();
        assertThat(profile.files().pattern().matcher("SCANINFOCR_4711_D20261121T093000_a1B2c3").matches()).isFalse();
        assertThat(profile.codes().statuses()).hasSize(13).containsEntry("13", ParcelStatus.DELIVERED);
        assertThat(profile.number().normalised("0521 2345 6789 01")).isEqualTo("05212345678901");
        assertThat(profile.time().read("20261121110000", "").printed()).isEqualTo(LocalDateTime.parse("2026-11-21T11:00"));
        assertThat(profile.labelWindow().after()).isEqualTo(Duration.ofDays(120));
    }

    @Test
    void readsWhereTheFilesAreFetchedAndLeavesReferencesAlone() {
        assertThat(CarrierFiles.load(Dpd.CARRIERS).get("dpd").sftp()).isEqualTo(new CarrierProfile.Sftp(
                "${env:PRESSROOM_SANDBOX_SFTP_HOST}",
                "${env:PRESSROOM_SANDBOX_SFTP_PORT}", "${env:PRESSROOM_SANDBOX_DPD_USER}", "${env:PRESSROOM_SANDBOX_DPD_PASSWORD}", null,
                "${env:PRESSROOM_SANDBOX_SFTP_KNOWN_HOSTS}", "/outbox", ".sem", Duration.ofSeconds(2), Duration.ofSeconds(30), null));
    }

    /** The service reads it as well. */
    @Test
    void readsHowLongAFileMustNotGrow() throws IOException {
        write(dpd.replace("  poll: 2s", "  settle: 60s\n  poll: 2s"));

        assertThat(CarrierFiles.load(folder).get("dpd").sftp()).extracting(CarrierProfile.Sftp::settle).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void refusesZonesThatCannotBeLookedUp() throws IOException {
        write(dpd
                .replace("  zone: Europe/Brussels",
                        "  zone: Europe/Brussels\n  zones: {BE|NL: Europe/Brussels, NL: Europe/Amsterdam, NL/BE: Europe/Paris}")
                .replace("  country: RCOUNTRY", "  country: RCOUNTRY\n  zone: RCOUNTRY"));

        assertThat(problems()).containsExactlyInAnyOrder(
                line("  zones:") + ": a place of 'NL' has a zone already; name each place once",
                line("  zones:")
                        + ": 'NL/BE' has other parts than the columns of `zone`; write a part for each of them with a slash between,"
                        + " for example CA/US; * stands for any");
    }

    @Test
    void asksForAWayToLogIn() throws IOException {
        write(dpd.replaceAll("  password:.*\n", ""));

        assertThat(problems()).containsExactly(line("sftp:")
                + ": neither 'password' nor 'privateKey'; give one, as a reference: ${env:NAME} or ${file:PATH}");
    }

    @Test
    void listsEveryProblemWithItsLine() throws IOException {
        write(dpd.replace("encoding: UTF-8", "encoding: UTF-16").replace("zone: Europe/Brussels", "zone: Europe/Brussel")
                .replace("  DELIVERED: [\"13\"]", "  ARRIVED: [\"13\"]").replace("code: SCAN_CODE", "code: SCANCODE")
                .replace("header: EXACT", "heading: EXACT"));

        assertThat(problems()).containsExactly(
                line("encoding:") + ": 'encoding' is 'UTF-16'; give an encoding whose line feed is one byte, for example UTF-8",
                line("files:") + ": 'header' is missing; give EXACT, BY_NAME or NONE",
                line("heading:")
                        + ": unknown name 'heading'; known here: columns, encoding, format, header, length, moreColumns, padded, passedOver,"
                        + " pattern, quote, recordType, semaphore, separator, trailingSeparator",
                line("  code: ") + ": 'code' is 'SCANCODE'; give the name of a column in files.columns",
                line("  zone:") + ": 'zone' is 'Europe/Brussel'; give a zone, for example Europe/Brussels",
                line("  ARRIVED:")
                        + ": unknown name 'ARRIVED'; known here: ACCEPTED, ANNOUNCED, ATTEMPT_FAILED, CANCELLED, CUSTOMS, DELAYED,"
                        + " DELIVERED, IN_TRANSIT, LOST, OUT_FOR_DELIVERY, READY_FOR_PICKUP, REFUSED, RETURNED, RETURNING, version");
    }

    @Test
    void refusesACodeWithTwoMeanings() throws IOException {
        write(dpd.replace("RETURNING: [\"06\"]", "RETURNING: [\"06\", \"13\"]"));

        assertThat(problems()).containsExactly(line("  RETURNING:") + ": code '13' is DELIVERED and RETURNING; give it one status");
    }

    @Test
    void refusesACodeThatYamlReadsAsANumber() throws IOException {
        write(dpd.replace("DELAYED: [\"09\"]", "DELAYED: [9]"));

        assertThat(problems()).containsExactly(line("  DELAYED:") + ": '9' in 'DELAYED' is a number; write it in quotes");
    }

    @Test
    void namesAMissingSectionOnce() throws IOException {
        write(dpd.replaceAll("(?s)labelWindow:.*codes:", "codes:"));

        assertThat(problems()).containsExactly(folder.resolve("dpd.yaml") + ":2: section 'labelWindow' is missing; see docs/carriers");
    }

    @Test
    void saysThatNothingIsConfigured() {
        assertThat(problems())
                .containsExactly(folder + ":0: no carrier is configured; put <carrier>.yaml there, docs/carriers tells the form");
    }

    private void write(String yaml) throws IOException {
        dpd = yaml;
        Files.writeString(folder.resolve("dpd.yaml"), yaml);
    }

    /** FILE:LINE of the first line that begins so. */
    private String line(String beginning) {
        List<String> lines = dpd.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(beginning) || lines.get(i).strip().startsWith(beginning)) {
                return folder.resolve("dpd.yaml") + ":" + (i + 1);
            }
        }
        throw new AssertionError(beginning);
    }

    private List<String> problems() {
        return assertThatExceptionOfType(InvalidProfiles.class).isThrownBy(() -> CarrierFiles.load(folder)).actual().problems();
    }
}
