package dev.pressroom.sandbox.printers.photofinale;

import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.Letter;
import dev.pressroom.sandbox.printers.Post;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.ShippedParcel;
import dev.pressroom.sandbox.printers.Xml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xml.sax.SAXException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends order statuses as JSON, in the form of Photo Finale's <em>fDaemon</em> status file
 * (<a href="https://wiki.photofinale.com/display/DOC80/fDaemon">wiki.photofinale.com</a>, read 2026-11): a status is a number or a word.
 */
final class StatusMessages implements Post {

    /** A status as Photo Finale numbers and names it; some have a name only. */
    private record Status(Optional<Integer> number, String word) {

        Status(int number, String word) {
            this(Optional.of(number), word);
        }

        Status(String word) {
            this(Optional.empty(), word);
        }
    }

    private final JsonMapper json = new JsonMapper();
    private final PrintShop shop;
    private final Queues queues;

    StatusMessages(PrintShop shop, Queues queues) {
        this.shop = shop;
        this.queues = queues;
    }

    @Override
    public List<Letter> send(List<Letter> letters) {
        List<Letter> done = new ArrayList<>();
        for (Letter letter : letters) {
            switch (letter) {
                case Letter.News news -> body(news).ifPresent(this::send);
                case Letter.Garbage _ -> send("{\"OrderID\":\"12345678\",\"Status\":");
            }
            done.add(letter);
        }
        return done;
    }

    private void send(String body) {
        queues.sqs().sendMessage(it -> it.queueUrl(queues.statusUrl()).messageBody(body));
    }

    private Optional<String> body(Letter.News news) {
        ReceivedJob job = news.job();
        Optional<Status> status = status(news.change());
        if (job == null || status.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode body = json.createObjectNode();
        body.put("OrderID", job.key());
        body.put("DealerCode", dealer(job));
        if (shop.behaviour().choosesOtherForm(news) && status.get().number().isPresent()) {
            body.put("Status", status.get().number().get());
        } else {
            body.put("Status", status.get().word());
        }
        if (news.change() instanceof Change.Shipped shipped) {
            parcel(body, job, shipped.parcel());
        }
        body.put("Timestamp", news.change().at().toString());
        return Optional.of(body.toString());
    }

    private static Optional<Status> status(Change change) {
        return switch (change) {
            case Change.Received _ -> Optional.of(new Status(13, "Queued"));
            case Change.Accepted _ -> Optional.of(new Status(25, "PreparationComplete"));
            case Change.InProduction _ -> Optional.of(new Status(35, "Printing"));
            case Change.Printed _ -> Optional.of(new Status(40, "ProductionComplete"));
            case Change.Shipped _ -> Optional.of(new Status(3, "Complete"));
            case Change.Cancelled _ -> Optional.of(new Status("Cancelled"));
            case Change.Rejected _,Change.ArtworkFailed _ -> Optional.of(new Status("Rejected"));
            case Change.Readdressed _,Change.CancelRefused _,Change.TurnedAway _,Change.Told _ -> Optional.empty();
        };
    }

    /** Without the list of lines a status means all of them. */
    private static void parcel(ObjectNode body, ReceivedJob job, ShippedParcel parcel) {
        if (!parcel.items().equals(job.items())) {
            ArrayNode lines = body.putArray("OrderLineItemList");
            parcel.items().forEach(item -> lines.add(Integer.parseInt(item.reference())));
        }
        body.putObject("TrackingInfo").put("CarrierName", parcel.carrier()).put("TrackingNumber", parcel.number()).put("TrackingURL",
                "https://tracking.dpd.de/parcelstatus?query=" + parcel.number());
    }

    private static String dealer(ReceivedJob job) {
        try {
            return Xml.text(Xml.root(job.submission().ticket()), "Dealer");
        } catch (SAXException e) {
            throw new IllegalStateException("Ticket of job " + job.jobId() + " was readable when it was stored", e);
        }
    }
}
