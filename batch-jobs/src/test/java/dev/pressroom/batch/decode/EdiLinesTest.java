package dev.pressroom.batch.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.batch.Dpd;
import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.decode.Row.Good;
import dev.pressroom.batch.decode.Row.Reject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdiLinesTest {

    private static final Instant NOW = Instant.parse("2026-03-20T00:00:00Z");
    private static final CarrierProfile X12 = Dpd.PROFILES.get("x12-214");
    private static final CarrierProfile EDIFACT = Dpd.PROFILES.get("iftsta");
    private static final String SAMPLE_214 = sample("x12-214/UPSN_214_20260316.edi");
    private static final String SAMPLE_IFTSTA = sample("iftsta/20260316_ROTH-IFTSTA");

    @Test
    void readsEachStatusOfA214WithItsOwnReferences() throws IOException {
        assertThat(read(X12, SAMPLE_214)).containsExactly(
                "7 1Z999AA10123456784 X1/NS 2026-03-10T13:40:00Z America/Chicago MEMPHIS US IN_TRANSIT",
                "11 1Z999AA10123456784 D1/NS 2026-03-11T15:15:30Z America/Chicago DALLAS US DELIVERED",
                "18 9400111202555842332669 AB/NS 2026-03-12T13:00:00Z America/New_York NEWARK US UNMAPPED",
                "22 9400111202555842332670 SD/NS 2026-03-12T12:00:00Z UTC NEWARK US DELAYED");
    }

    /** A carrier's own number (PRO), no country: as LTL guides of X12 004010 print their samples. */
    @Test
    void readsNumbersThatAreShorterThanAParcelsAndTheZoneOfTheState() throws IOException {
        assertThat(read(X12, SAMPLE_214.replace("B10*1Z999AA10123456784*", "B10*1751807*").replace("*1Z999AA10123456784~", "*~")
                .replace("MS1*DALLAS*TX*US", "MS1*LOS ANGELES*CA"))).element(1)
                .isEqualTo("11 1751807 D1/NS 2026-03-11T17:15:30Z America/Los_Angeles LOS ANGELES null DELIVERED");
    }

    @Test
    void readsEachStatusOfAnIftsta() throws IOException {
        assertThat(read(EDIFACT, SAMPLE_IFTSTA)).containsExactly(
                "11 1Z3F4W576807747148 D2/21 2026-03-14T16:37:46Z Europe/Berlin WENDLINGEN DE DELIVERED",
                "24 1Z562V506807737844 E1/101 2026-03-14T16:33:39Z Europe/Berlin BRUSSELS BE DELAYED");
    }

    @Test
    void doesNotLendTheTimeOfOneStatusToTheNext() throws IOException {
        String second = SAMPLE_IFTSTA.replace("DTM+78:20260314173746:204'", "DTM+78:20260314173746:204'STS+1:31'")
                .replace("UNT+14+", "UNT+15+");
        assertThat(read(EDIFACT, second)).hasSize(3).element(1).asString()
                .startsWith("16 TIME DTM[1-1=78|334]-1-2 is not a time");
    }

    @Test
    void believesNothingOfAMessageWhoseCountIsWrongAndReadsTheOthers() throws IOException {
        assertThat(read(X12, SAMPLE_214.replace("SE*11*0001", "SE*12*0001"))).hasSize(3)
                .first().isEqualTo("3 EDI message 0001 has 11 segments, its trailer says another number");
        assertThat(read(EDIFACT, SAMPLE_IFTSTA.replace("UNT+12+00000000806778", "UNT+12+00000000806779"))).hasSize(2)
                .last().isEqualTo("17 EDI message 00000000806778 ends with another control number");
    }

    @Test
    void rejectsWhatIsCutAndKeepsTheWholeMessagesBefore() throws IOException {
        int inTheSecond = SAMPLE_214.indexOf("MS1*NEWARK");
        assertThat(read(X12, SAMPLE_214.substring(0, inTheSecond))).hasSize(3).last().asString().contains("TRUNCATED");
        assertThat(read(X12, SAMPLE_214.substring(0, SAMPLE_214.indexOf("IEA")))).hasSize(5).last().asString()
                .contains("TRUNCATED");
        assertThat(read(EDIFACT, SAMPLE_IFTSTA.substring(0, SAMPLE_IFTSTA.indexOf("UNT+12")))).hasSize(2).last().asString()
                .contains("TRUNCATED");
    }

    @Test
    void rejectsWhatIsNoInterchangeAtAll() throws IOException {
        assertThat(read(X12, "PARCELNO;SCAN_CODE\n")).singleElement().asString().contains("EDI");
        assertThat(read(X12, "")).singleElement().asString().contains("TRUNCATED");
    }

    @Test
    void passesOverOtherMessages() throws IOException {
        assertThat(read(X12, SAMPLE_214.replace("ST*214*0001", "ST*997*0001"))).hasSize(3).first()
                .isEqualTo("PassedOver[line=3, type=997]");
        assertThat(read(X12, SAMPLE_214.replace("ST*214*0001", "ST*2 4*0001"))).hasSize(3).first()
                .isEqualTo("3 EDI message 0001 has a type that is none");
    }

    @Test
    void rejectsADayForATimeAndTakesTheTimeThatIsThereOfTwo() throws IOException {
        assertThat(read(EDIFACT, SAMPLE_IFTSTA.replace("DTM+78:20260314173746:204", "DTM+78:20260314:102"))).first().asString()
                .startsWith("11 TIME DTM[1-1=78|334]-1-2 is not a time");
        assertThat(read(EDIFACT, SAMPLE_IFTSTA.replace("DTM+78:20260314173746:204'", "DTM+334:20260314173746:204'DTM+78:202603150800:203'")
                .replace("UNT+14", "UNT+15"))).first().asString().contains("2026-03-14T16:37:46Z");
    }

    @Test
    void tellsOfALastMessageWhoseTrailerIsDamaged() throws IOException {
        assertThat(read(X12, SAMPLE_214.replace("SE*11*0002", "SX*11*0002"))).hasSize(3).last()
                .isEqualTo("14 EDI message 0002 has no trailer");
        assertThat(read(EDIFACT, SAMPLE_IFTSTA.replace("'UNT+12+", "?UNT+12+"))).hasSize(2).last()
                .isEqualTo("17 EDI message 00000000806778 has no trailer");
    }

    /** Also when the loop's references stand behind its statuses, as the transaction set has them. */
    @Test
    void tellsAStatusOfEachParcelThatItsLoopNames() throws IOException {
        String two = SAMPLE_214.replace("L11*9400111202555842332670*2I~", "L11*9400111202555842332670*2I~L11*9400111202555842332671*2I~")
                .replace("SE*11*0002", "SE*12*0002");
        assertThat(read(X12, two)).hasSize(5).endsWith(
                "23 9400111202555842332670 SD/NS 2026-03-12T12:00:00Z UTC NEWARK US DELAYED",
                "23 9400111202555842332671 SD/NS 2026-03-12T12:00:00Z UTC NEWARK US DELAYED");
        String behind = SAMPLE_214.replace("L11*9400111202555842332669*2I~\n", "")
                .replace("NJ*US~\nLX*2~", "NJ*US~AT7*D1*NS***20260312*1000*ET~L11*11111*2I~L11*22222*2I~LX*2~")
                .replace("SE*11*0002", "SE*13*0002");
        assertThat(read(X12, behind)).hasSize(7).containsSubsequence(
                "17 11111 AB/NS 2026-03-12T13:00:00Z America/New_York NEWARK US UNMAPPED",
                "17 22222 AB/NS 2026-03-12T13:00:00Z America/New_York NEWARK US UNMAPPED",
                "19 11111 D1/NS 2026-03-12T14:00:00Z America/New_York  null DELIVERED",
                "19 22222 D1/NS 2026-03-12T14:00:00Z America/New_York  null DELIVERED");
        assertThat(read(EDIFACT, SAMPLE_IFTSTA.replace("RFF+CW:1Z562V506807737844'", "RFF+CW:1Z562V506807737844'RFF+CW:1Z562V506807737853'")
                .replace("UNT+12", "UNT+13"))).hasSize(3).endsWith(
                        "25 1Z562V506807737844 E1/101 2026-03-14T16:33:39Z Europe/Berlin BRUSSELS BE DELAYED",
                        "25 1Z562V506807737853 E1/101 2026-03-14T16:33:39Z Europe/Berlin BRUSSELS BE DELAYED");
    }

    @Test
    void tellsOfMessagesAndGroupsThatAreMissing() throws IOException {
        String without = SAMPLE_214.replaceAll("(?s)ST\\*214\\*0002.*SE\\*11\\*0002~\n", "");
        assertThat(read(X12, without)).hasSize(3).last()
                .isEqualTo("14 EDI the group has 1 messages, its trailer says another number; ask the carrier for the whole file");
        assertThat(read(X12, SAMPLE_214.replaceAll("(?s)GS\\*.*GE\\*2\\*777~\n", ""))).singleElement()
                .isEqualTo("2 EDI the interchange has 0 groups, its trailer says another number; ask the carrier for the whole file");
        assertThat(read(X12, SAMPLE_214.replace("GE*2*777~\n", ""))).hasSize(5).last()
                .isEqualTo("2 EDI the group has no trailer; ask the carrier for the whole file");
        assertThat(read(X12, SAMPLE_214.replace("GE*2*777", "GE*2*000777"))).isEqualTo(read(X12, SAMPLE_214));
        assertThat(read(X12, SAMPLE_214.replace("GE*2*777", "GE*2*778"))).last()
                .isEqualTo("25 EDI the group ends with another control number");
        assertThat(read(X12, SAMPLE_214.replaceAll("GS\\*.*\n", ""))).hasSize(6).element(4)
                .isEqualTo("24 EDI a trailer GE without its header");
        String iftsta = SAMPLE_IFTSTA.replaceAll("UNH\\+00000000806778.*UNT\\+12\\+00000000806778'", "");
        assertThat(read(EDIFACT, iftsta)).hasSize(2).last()
                .isEqualTo("17 EDI the group has 1 messages, its trailer says another number; ask the carrier for the whole file");
        String noGroups = SAMPLE_IFTSTA.replaceAll("UNG[^']*'", "").replaceAll("UNE[^']*'", "");
        assertThat(read(EDIFACT, noGroups.replace("UNZ+1+", "UNZ+2+"))).hasSize(2).noneMatch(row -> row.contains("EDI"));
        assertThat(read(EDIFACT, noGroups.replace("UNZ+1+", "UNZ+3+"))).hasSize(3).last().asString()
                .contains("EDI the interchange has 2 messages");
    }

    @Test
    void readsAnInterchangeBehindAByteOrderMark() throws IOException {
        String mark = new String("\uFEFF".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(read(X12, mark + SAMPLE_214)).isEqualTo(read(X12, SAMPLE_214));
        assertThat(read(EDIFACT, mark + SAMPLE_IFTSTA)).isEqualTo(read(EDIFACT, SAMPLE_IFTSTA));
        assertThat(read(X12, new String(SAMPLE_214.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1))).singleElement()
                .asString()
                .contains("is the file UTF-16");
    }

    @Test
    void readsTenthsAndHundredthsOfASecond() throws IOException {
        assertThat(read(X12, SAMPLE_214.replace("*101530*LT", "*1015305*LT"))).element(1).asString().contains("2026-03-11T15:15:30.500Z");
        assertThat(read(X12, SAMPLE_214.replace("*101530*LT", "*10153025*LT"))).element(1).asString().contains("2026-03-11T15:15:30.250Z");
    }

    @Test
    void givesWhatCannotBeFramedToTheFirstWriterAlone() {
        RowDecoder decoder = new RowDecoder(X12, null);
        Line broken = new Line.Broken(3, Row.Problem.EDI, "message 1 has no trailer", "");
        assertThat(decoder.decode(broken, new Part(0, 2), NOW)).isInstanceOf(Reject.class);
        assertThat(decoder.decode(broken, new Part(1, 2), NOW)).isInstanceOf(Row.Elsewhere.class);
    }

    @Test
    void startsAtAnyLine() throws IOException {
        List<String> all = read(X12, SAMPLE_214);
        try (LineSource lines = format(X12, SAMPLE_214).lines(3, 22, Long.MAX_VALUE)) {
            assertThat(lines.offset()).isEqualTo(3);
            assertThat(rows(X12, lines)).isEqualTo(all.subList(3, 4));
        }
    }

    private static List<String> read(CarrierProfile carrier, String content) throws IOException {
        try (LineSource lines = format(carrier, content).lines(0, 1, Long.MAX_VALUE)) {
            return rows(carrier, lines);
        }
    }

    private static FileFormat format(CarrierProfile carrier, String content) {
        return new FileFormat(carrier, "sample", _ -> new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static List<String> rows(CarrierProfile carrier, LineSource lines) throws IOException {
        RowDecoder decoder = new RowDecoder(carrier, null);
        List<String> rows = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            Row row = decoder.decode(line, Part.WHOLE, NOW);
            rows.add(row instanceof Good(var scan)
                    ? String.join(" ", "" + scan.line(), scan.number(), scan.scanCode(), scan.occurredAt().toString(), scan.zoneRule(),
                            scan.depot(), scan.country(), scan.status())
                    : row instanceof Reject reject ? reject.line() + " " + reject.problem() + " " + reject.reason() : row.toString());
        }
        return rows;
    }

    private static String sample(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/carriers", name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
