package dev.pressroom.workflows;

import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.process.Attempt;
import dev.pressroom.orders.process.Job;
import dev.pressroom.orders.process.Promise;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.Step;
import dev.pressroom.workflows.RecordActivities.Loaded;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.SearchAttributes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The search attributes of orders: what operators filter by. Never personal data. */
public final class Attributes {

    static final SearchAttributeKey<String> STAGE = SearchAttributeKey.forKeyword("OrderStage");
    static final SearchAttributeKey<String> ATTENTION = SearchAttributeKey.forKeyword("Attention");
    static final SearchAttributeKey<String> COUNTRY = SearchAttributeKey.forKeyword("Country");
    static final SearchAttributeKey<String> SERVICE = SearchAttributeKey.forKeyword("Service");
    static final SearchAttributeKey<List<String>> PRINTER = SearchAttributeKey.forKeywordList("PrinterId");
    static final SearchAttributeKey<List<String>> EXTERNAL_JOB = SearchAttributeKey.forKeywordList("ExternalJobId");
    static final SearchAttributeKey<List<String>> PRODUCT = SearchAttributeKey.forKeywordList("Product");
    static final SearchAttributeKey<OffsetDateTime> DUE_AT = SearchAttributeKey.forOffsetDateTime("DueAt");
    static final SearchAttributeKey<OffsetDateTime> PROMISED_AT = SearchAttributeKey.forOffsetDateTime("PromisedAt");

    private static final String NONE = "none";

    private Attributes() {}

    /** Names and types, to be registered with the server before workers start. */
    public static Map<String, IndexedValueType> all() {
        Map<String, IndexedValueType> all = new LinkedHashMap<>();
        for (SearchAttributeKey<?> key : List.of(STAGE, ATTENTION, COUNTRY, SERVICE, PRINTER, EXTERNAL_JOB, PRODUCT, DUE_AT, PROMISED_AT)) {
            all.put(key.getName(), key.getValueType());
        }
        return all;
    }

    /** For the start of a run: from the order's row, since what an earlier run left may be stale. */
    public static SearchAttributes atStart(OrderSummary order, String stage, String attention) {
        return SearchAttributes.newBuilder().set(STAGE, stage).set(ATTENTION, attention).set(COUNTRY, order.country())
                .set(SERVICE, order.service().name()).set(PRODUCT, products(order)).build();
    }

    /**
     * What differs from {@code current} and is worth an event: nothing while artwork is prepared or a submit is under way and nobody is
     * needed, since that lasts seconds and the details tell it. {@code DueAt} may lie before the truth until it has passed: a deadline that
     * moved back is not worth an event of its own before its time.
     */
    static List<SearchAttributeUpdate<?>> changes(SearchAttributes current, Loaded loaded, Snapshot state, Status status, Instant now) {
        OrderSummary order = loaded.order();
        boolean passing = status.attention() == null
                && state.outstanding().stream().anyMatch(step -> step instanceof Step.PrepareArtwork || step instanceof Step.SubmitJob
                        || step instanceof Step.ChoosePrinter);
        String attention = status.attention() == null ? NONE : status.attention().code().name();
        List<String> printers = state.jobs().stream().map(Job::attempt).map(Attempt::printer).distinct().toList();
        List<String> printerJobs = state.jobs().stream().map(job -> job.attempt().printerJob()).filter(Objects::nonNull).toList();
        OffsetDateTime due = status.until() == null ? null : status.until().atOffset(ZoneOffset.UTC);
        boolean differs = !status.stage().name().equals(current.get(STAGE)) || !attention.equals(current.get(ATTENTION));
        if (loaded.rules() >= 4) {
            differs |= isNews(printers, current.get(PRINTER)) || isNews(printerJobs, current.get(EXTERNAL_JOB))
                    || passed(current.get(DUE_AT), due, now);
        }
        if (passing || !differs) {
            return List.of();
        }
        List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
        updates.add(STAGE.valueSet(status.stage().name()));
        updates.add(ATTENTION.valueSet(attention));
        if (current.get(COUNTRY) == null) {
            updates.add(COUNTRY.valueSet(order.country()));
            updates.add(SERVICE.valueSet(order.service().name()));
            updates.add(PRODUCT.valueSet(products(order)));
        }
        if (!printers.isEmpty()) {
            updates.add(PRINTER.valueSet(printers));
        }
        if (!printerJobs.isEmpty()) {
            updates.add(EXTERNAL_JOB.valueSet(printerJobs));
        }
        Promise told = state.told();
        if (told != null) {
            updates.add(PROMISED_AT.valueSet(told.latest().atOffset(ZoneOffset.UTC)));
        }
        updates.add(due == null ? DUE_AT.valueUnset() : DUE_AT.valueSet(due));
        return updates;
    }

    private static boolean isNews(List<String> now, @Nullable List<String> shown) {
        return !now.isEmpty() && !Set.copyOf(now).equals(shown == null ? Set.of() : Set.copyOf(shown));
    }

    private static boolean passed(@Nullable OffsetDateTime shown, @Nullable OffsetDateTime due, Instant now) {
        return shown != null && !shown.toInstant().isAfter(now) && (due == null || due.toInstant().isAfter(now));
    }

    private static List<String> products(OrderSummary order) {
        return order.items().stream().map(OrderSummary.OrderedItem::product).distinct().toList();
    }
}
