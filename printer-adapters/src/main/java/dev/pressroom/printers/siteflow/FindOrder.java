package dev.pressroom.printers.siteflow;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.wire.Http;
import java.util.Optional;
import java.util.Set;

/**
 * Look up: {@code GET /api/order/bysourceid/KEY}. "Not there" decides nothing where orders go to the submission endpoint: what it took appears only
 * when it was processed, and what it refused never does.
 */
record FindOrder(PrinterProfile profile) {

    Step<Found> lookUp(Set<Ref> refs) {
        Optional<String> key = Http.value(refs, Ref.Kind.KEY);
        if (key.isEmpty()) {
            return Done.of(new Found.Undecided("the attempt has no reference of kind KEY to ask for"));
        }
        return new Ask<>(Call.bySource(key.get()), reply -> switch (reply) {
            case Reply.NotSent(_, String why) -> Done.of(new Found.Undecided(why));
            case Reply.Broke(String why) -> Done.of(new Found.Undecided(why));
            case Reply.Answered answered when answered.status() == 404 -> Done.of(missing());
            case Reply.Answered answered -> found(Answer.of(answered), key.get());
        });
    }

    private Found missing() {
        return profile.settings().containsKey(SiteFlow.SUBMIT_URL)
                ? new Found.Undecided("not there now; the submission endpoint may still hold it")
                : new Found.NotAtPrinter();
    }

    Step<Found> found(Answer answer, String key) {
        if (!answer.ok()) {
            return Done.of(new Found.Undecided(answer.evidence()));
        }
        if (answer.body().path("data").isArray() && answer.orders().isEmpty()) {
            return Done.of(missing());
        }
        Optional<Ref> id = answer.reference();
        return id.isEmpty() || !key.equals(Answer.key(answer.order()))
                ? Done.of(new Found.Undecided(answer.evidence() + ", and not our order"))
                : new Done<>(new Found.AtPrinter(Answer.standing(answer.order())), Set.of(id.get()));
    }
}
