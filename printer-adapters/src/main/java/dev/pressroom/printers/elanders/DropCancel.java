package dev.pressroom.printers.elanders;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Dialect.Context;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send.DropFile;
import dev.pressroom.printers.Send.FileDrop;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.wire.XmlText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Cancel: a command file into the folder {@code command}, answered through the status folder with {@code request_reference_id}. Each asking is a
 * command of its own; its id is learned also when nobody knows whether it arrived, since its answer may come. A part is one message for each item,
 * with a portion of its quantity where that is meant.
 */
record DropCancel(PrinterProfile profile) {

    Step<Change> cancel(Set<Ref> refs, List<ItemQuantity> part, Context context) {
        Optional<String> key = refs.stream().filter(ref -> ref.kind() == Ref.Kind.KEY).map(Ref::value).findFirst();
        if (key.isEmpty()) {
            return Done.of(new Change.Undecided("the attempt has no reference of kind KEY to cancel by"));
        }
        String id = "CANCEL-" + key.get() + "_" + LocalStamp.inName(context.now(), profile.zone());
        XmlText xml = XmlText.document().open("root");
        if (part.isEmpty()) {
            message(xml, id, key.get(), context).close();
        }
        for (ItemQuantity item : part) {
            message(xml, part.size() == 1 ? id : id + "-" + item.item(), key.get(), context)
                    .attribute("order_item_reference_client", item.item())
                    .attribute("quantity", item.quantity() == ItemQuantity.ALL ? null : String.valueOf(item.quantity())).close();
        }
        byte[] bytes = xml.close().bytes();
        FileDrop drop = new FileDrop("command", List.of(), new DropFile(id + ".xml", new Content.Bytes("application/xml", bytes)));
        Set<Ref> learned = requests(id, part);
        return new Ask<>(drop, reply -> switch (reply) {
            case Reply.Answered _ -> new Done<>(new Change.Asked(), learned);
            case Reply.NotSent(_, String why) -> Done.of(new Change.Undecided(why));
            case Reply.Broke(String why) -> new Done<>(new Change.Undecided(why), learned);
        });
    }

    private XmlText message(XmlText xml, String id, String key, Context context) {
        return xml.open("message").attribute("id", id).attribute("action", "cancel").attribute("order_reference_client", key)
                .attribute("timestamp", LocalStamp.inAttribute(context.now(), profile.zone()));
    }

    /** By which the answers name what they answer. */
    private static Set<Ref> requests(String id, List<ItemQuantity> part) {
        Set<Ref> requests = new TreeSet<>();
        requests.add(new Ref(Ref.Kind.REQUEST, id));
        if (part.size() > 1) {
            part.forEach(item -> requests.add(new Ref(Ref.Kind.REQUEST, id + "-" + item.item())));
        }
        return requests;
    }
}
