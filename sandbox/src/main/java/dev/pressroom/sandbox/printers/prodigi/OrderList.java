package dev.pressroom.sandbox.printers.prodigi;

import dev.pressroom.sandbox.printers.ReceivedJob;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The list call: filters by reference, id, status and time of creation, oldest first, in pages. */
final class OrderList {
    private final JsonMapper json = new JsonMapper();
    private final Map<String, List<String>> query = new LinkedHashMap<>();
    private final String path;
    private final Instant createdFrom;
    private final Instant createdTo;

    /** Fails with the exception of the parser when a time or a number in the query is none. */
    OrderList(URI uri) {
        path = uri.getPath();
        String raw = uri.getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            String value = parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "";
            query.computeIfAbsent(parts[0], it -> new ArrayList<>()).addAll(Arrays.asList(value.split(",")));
        }
        createdFrom = time("createdFrom", Instant.MIN);
        createdTo = time("createdTo", Instant.MAX);
    }

    ObjectNode page(List<ReceivedJob> jobs, OrderView view, String origin) {
        int top = Math.clamp(number("top", 10), 1, 100);
        int skip = Math.max(0, number("skip", 0));
        List<ReceivedJob> found = jobs.stream().filter(this::wanted).toList();
        ObjectNode page = json.createObjectNode();
        ArrayNode orders = page.putArray("orders");
        found.stream().skip(skip).limit(top).forEach(job -> orders.add(view.order(job)));
        boolean more = found.size() > skip + top;
        page.put("hasMore", more);
        page.put("nextUrl", more ? origin + path + "?" + following(top, skip + top) : null);
        return page;
    }

    private boolean wanted(ReceivedJob job) {
        return anyOf("merchantReferences", job.key()) && anyOf("orderIds", job.jobId()) && anyOf("status", OrderView.stage(job))
                && !job.receivedAt().isBefore(createdFrom)
                && !job.receivedAt().isAfter(createdTo);
    }

    private boolean anyOf(String filter, String value) {
        List<String> wanted = query.get(filter);
        return wanted == null || wanted.stream().anyMatch(value::equalsIgnoreCase);
    }

    private Instant time(String filter, Instant otherwise) {
        List<String> text = query.get(filter);
        return text == null ? otherwise : Instant.parse(text.getFirst());
    }

    private int number(String name, int otherwise) {
        List<String> text = query.get(name);
        return text == null ? otherwise : Integer.parseInt(text.getFirst());
    }

    private String following(int top, int skip) {
        Map<String, List<String>> next = new LinkedHashMap<>(query);
        next.put("top", List.of(Integer.toString(top)));
        next.put("skip", List.of(Integer.toString(skip)));
        return next.entrySet().stream()
                .map(it -> it.getKey() + "=" + URLEncoder.encode(String.join(",", it.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
