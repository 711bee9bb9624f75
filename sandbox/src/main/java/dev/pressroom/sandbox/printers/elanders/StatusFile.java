package dev.pressroom.sandbox.printers.elanders;

import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.Letter;
import dev.pressroom.sandbox.printers.OrderedItem;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.ShippedParcel;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * One status XML of the Elanders PDI tracking interface
 * (<a href="https://doku.pdi.elanders-germany.com/doku.php?id=en:tracking_interface">en:tracking_interface</a>, 2019-04-08, read 2026-11).
 *
 * <p>A message's id comes from the line of the printer's journal, so a message told again after a kill has the same id.
 */
final class StatusFile {
    private static final int IDS_PER_LINE = 100;

    private final List<SequencedMap<String, String>> messages = new ArrayList<>();
    private final String printer;
    private final DateTimeFormatter stamp;

    StatusFile(String printer, ZoneId zone) {
        this.printer = printer;
        this.stamp = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(zone);
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    void add(Letter.News news) {
        switch (news.change()) {
            case Change.Received _ -> {
                // The real printer says nothing about the receipt either: the first word is accepted or refused.
            }
            case Change.Accepted _ -> aboutTransaction(news, job(news), "10000", "accepted");
            case Change.InProduction _ -> aboutOrder(news, job(news), "20000", "in production");
            case Change.Printed _ -> aboutOrder(news, job(news), "30000", "printed");
            case Change.Shipped shipped -> aboutParcel(news, job(news), shipped.parcel());
            case Change.ArtworkFailed it -> aboutOrder(news, job(news), "7000", it.reason());
            case Change.Rejected it -> aboutTransaction(news, job(news), "4000", it.reason());
            case Change.Cancelled it -> {
                SequencedMap<String, String> message = aboutOrder(news, job(news), "90000", "cancelled");
                if (it.request() != null) {
                    message.put("action", "status");
                    message.put("request_reference_id", it.request());
                }
            }
            case Change.CancelRefused it -> {
                SequencedMap<String, String> message = message(news, 0, "O", "91000", it.reason());
                message.put("action", "exception");
                message.put("order_reference_client", it.key());
                message.put("request_reference_id", it.request());
            }
            case Change.TurnedAway it -> message(news, 0, "T", "4000", it.reason()).put("transaction_reference_client", it.reference());
            case Change.Readdressed _,Change.Told _ -> {
                // Addresses cannot be changed here.
            }
        }
    }

    private void aboutTransaction(Letter.News news, ReceivedJob job, String status, String description) {
        SequencedMap<String, String> message = message(news, 0, "T", status, description);
        message.put("order_type", "NORMAL");
        message.put("transaction_reference", job.jobId());
        message.put("transaction_reference_client", job.submission().reference());
    }

    private SequencedMap<String, String> aboutOrder(Letter.News news, ReceivedJob job, String status, String description) {
        SequencedMap<String, String> message = message(news, 0, "O", status, description);
        message.put("transaction_reference_client", job.submission().reference());
        message.put("order_reference", job.jobId());
        message.put("order_reference_client", job.key());
        return message;
    }

    private void aboutParcel(Letter.News news, ReceivedJob job, ShippedParcel parcel) {
        int index = 0;
        for (OrderedItem item : parcel.items()) {
            SequencedMap<String, String> message = message(news, index++, "P", "40000", "shipped");
            message.put("transaction_reference_client", job.submission().reference());
            message.put("order_reference_client", job.key());
            message.put("order_item_reference_client", item.reference());
            message.put("quantity", Integer.toString(item.quantity()));
            message.put("package_reference", "P-" + parcel.number());
            message.put("package_tracking_number", parcel.number());
            message.put("package_carrier", parcel.carrier() + " Germany");
        }
    }

    private SequencedMap<String, String> message(Letter.News news, int index, String level, String status, String description) {
        SequencedMap<String, String> message = new LinkedHashMap<>();
        message.put("id", Long.toString(news.line() * IDS_PER_LINE + index));
        message.put("level", level);
        message.put("action", "set_status");
        message.put("timestamp", stamp.format(news.change().at()));
        message.put("status", status);
        message.put("status_desc", description);
        message.put("duplicate", Boolean.toString(news.repeated()));
        messages.add(message);
        return message;
    }

    private static ReceivedJob job(Letter.News news) {
        return Objects.requireNonNull(news.job(), "a change of a job comes with the job");
    }

    String text() {
        var text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("root");
            xml.writeEmptyElement("header");
            attributes(xml,
                    Map.of("token", "sandbox", "client_id", "1", "client_name", "Pressroom", "project_id", "1", "project_name", printer));
            xml.writeStartElement("messages");
            for (Map<String, String> message : messages) {
                xml.writeEmptyElement("message");
                attributes(xml, message);
            }
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Writing XML into a string does not fail", e);
        }
        return text.toString();
    }

    private static void attributes(XMLStreamWriter xml, Map<String, String> attributes) throws XMLStreamException {
        for (Map.Entry<String, String> it : attributes.entrySet()) {
            xml.writeAttribute(it.getKey(), it.getValue());
        }
    }
}
