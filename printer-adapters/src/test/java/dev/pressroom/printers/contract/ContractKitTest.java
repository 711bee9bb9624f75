package dev.pressroom.printers.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.contract.Check.Grade;
import dev.pressroom.printers.contract.Check.Result;
import dev.pressroom.printers.contract.Check.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ContractKitTest {

    private static final List<String> PRINTERS = List.of("prodigi-uk", "elanders-de", "siteflow-uk", "photofinale-us");

    @TestFactory
    Stream<DynamicNode> everyDialectKeepsTheContract() {
        return PRINTERS.stream().map(printer -> dynamicContainer(printer, run(printer).stream().map(result -> DynamicTest
                .dynamicTest(result.check().name(), () -> assertThat(result.verdict()).as(result.note()).isNotEqualTo(Verdict.BROKEN)))));
    }

    private static List<Result> run(String printer) {
        PrinterProfile profile = Samples.profile(printer);
        return ContractKit.run(profile, Contracts.of(profile.dialect()).orElseThrow());
    }

    @Test
    void everyDialectHasPromisesAndASandboxPrinter() {
        assertThat(Contracts.all()).extracting(Promises::dialect).containsExactlyInAnyOrder(Dialects.names().split(", "));
        assertThat(PRINTERS.stream().map(printer -> Samples.profile(printer).dialect()))
                .containsExactlyInAnyOrder(Dialects.names().split(", "));
    }

    @Test
    void isRedForADialectThatDoesNotAnswerACapability() {
        Promises promises = Contracts.of("prodigi").orElseThrow();
        Map<Capability, Promises.Answer> answers = new EnumMap<>(promises.answers());
        answers.remove(Capability.CHANGE_ADDRESS);
        assertThat(broken(with(promises, answers))).anySatisfy(note -> assertThat(note).contains("CHANGE_ADDRESS is not answered"));
    }

    @Test
    void isRedForAPromiseWithoutAVerbAndForAVerbWithoutAPromise() {
        Promises prodigi = Contracts.of("prodigi").orElseThrow();
        Map<Capability, Promises.Answer> answers = new EnumMap<>(prodigi.answers());
        answers.put(Capability.LOOK_UP, Promises.no("it says"));
        assertThat(broken(with(prodigi, answers))).anySatisfy(note -> assertThat(note).contains("has the verb"));

        Promises elanders = Contracts.of("elanders").orElseThrow();
        Map<Capability, Promises.Answer> more = new EnumMap<>(elanders.answers());
        more.put(Capability.CHANGE_ADDRESS, Promises.OFFERED);
        assertThat(ContractKit.run(Samples.profile("elanders-de"), with(elanders, more)))
                .anySatisfy(result -> assertThat(result.note()).contains("CHANGE_ADDRESS is promised"));
    }

    @Test
    void isRedForASampleThatIsReadOtherwise() {
        Promises promises = Contracts.of("prodigi").orElseThrow();
        Promises wrong = new Promises(promises.dialect(), promises.channel(), promises.format(), promises.answers(), promises.statuses(),
                List.of(new Promises.ReplySample("created", Promises.Verb.SUBMIT, 200, "{\"outcome\":\"created\"}", "Received")),
                List.of(), promises.shipped());
        assertThat(broken(wrong)).anySatisfy(note -> assertThat(note).isEqualTo("'created' is Unknown, not Received"))
                .anySatisfy(note -> assertThat(note).contains("no documented time"));
    }

    @Test
    void gradesByTheHighestWithoutABreak() {
        assertThat(Check.grade(run("elanders-de"))).isEqualTo(Grade.GOLD);
        List<Result> results = List.of(result(Grade.BRONZE, Verdict.KEPT), result(Grade.SILVER, Verdict.NOT_OFFERED),
                result(Grade.GOLD, Verdict.BROKEN));
        assertThat(Check.grade(results)).isEqualTo(Grade.SILVER);
        assertThat(Check.grade(List.of(result(Grade.BRONZE, Verdict.BROKEN)))).isNull();
    }

    private static Result result(Grade grade, Verdict verdict) {
        return new Result(new Check("x", grade, null), verdict, "");
    }

    private static List<String> broken(Promises promises) {
        return ContractKit.run(Samples.profile("prodigi-uk"), promises).stream().filter(result -> result.verdict() == Verdict.BROKEN)
                .map(Result::note).toList();
    }

    private static Promises with(Promises promises, Map<Capability, Promises.Answer> answers) {
        return new Promises(promises.dialect(), promises.channel(), promises.format(), answers, promises.statuses(), promises.replies(),
                promises.times(), promises.shipped());
    }
}
