package dev.pressroom.app.printing;

import dev.pressroom.printers.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer kept in a file: a whole HTTP response as {@code curl -i} prints it, or its body alone. */
final class SampleReply {

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/[\\d.]+ (\\d{3}).*");

    private SampleReply() {}

    /** @param status of a file that holds a body alone */
    static Reply.Answered read(byte[] file, int status) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Matcher first = STATUS_LINE.matcher(text.lines().findFirst().orElse(""));
        if (!first.matches()) {
            return new Reply.Answered(status, Map.of(), file);
        }
        int blank = text.contains("\r\n\r\n")
                ? text.indexOf("\r\n\r\n") + 4
                : text.contains("\n\n") ? text.indexOf("\n\n") + 2 : text.length();
        Map<String, List<String>> headers = new TreeMap<>();
        text.substring(0, blank).lines().skip(1).filter(line -> line.contains(":")).forEach(line -> {
            String name = line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(line.substring(line.indexOf(':') + 1).strip());
        });
        return new Reply.Answered(Integer.parseInt(first.group(1)), headers, text.substring(blank).getBytes(StandardCharsets.ISO_8859_1));
    }
}
