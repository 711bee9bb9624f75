package dev.pressroom.app.api;

import dev.pressroom.orders.Ref;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Command;
import dev.pressroom.printers.Inbound;
import dev.pressroom.rendering.profiles.PrintProfiles;
import dev.pressroom.routes.Inbox;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands behind the API, answering as told. */
@Configuration(proxyBeanMethods = false)
class ScriptedPorts {

    @Bean
    ScriptedCommands commands() {
        return new ScriptedCommands();
    }

    @Bean
    ScriptedInbox inbox() {
        return new ScriptedInbox();
    }

    @Bean
    Products products() {
        Map<String, Products.Product> catalogue = Map.of("PRINT-10X15", new Products.Product(1, 200, List.of()), "BOOK-A4-24",
                new Products.Product(20, 24, List.of()), "CARD", new Products.Product(1, 1, List.of()), "BOOK-COVERED",
                new Products.Product(1, 200, List.of(PrintProfiles.find("book-a4-landscape"), PrintProfiles.find("book-square-21"))));
        return new Products() {
            @Override
            public Optional<Product> find(String sku) {
                return Optional.ofNullable(catalogue.get(sku));
            }

            @Override
            public SortedSet<String> skus() {
                return new TreeSet<>(catalogue.keySet());
            }
        };
    }

    @Bean
    PrinterAccess printers() {
        return new PrinterAccess() {
            @Override
            public List<Known> all() {
                return List.of(new Known("north", "North", "photo-finale"), new Known("south", "South", "prodigi"));
            }

            @Override
            public boolean known(String printerId) {
                return List.of("north", "south", "siteflow-uk").contains(printerId);
            }

            @Override
            public Optional<String> claimToken(String printerId) {
                return printerId.equals("north") ? Optional.of("claim-north") : Optional.empty();
            }

            @Override
            public Optional<String> postbackToken(String printerId) {
                return printerId.equals("siteflow-uk") ? Optional.of("trigger-token") : Optional.empty();
            }
        };
    }

    static final class ScriptedCommands implements OrderCommands {
        private final Deque<Supplier<Answer>> next = new ArrayDeque<>();
        private final List<String> asked = new ArrayList<>();
        final List<Command> commands = new ArrayList<>();

        void nextAnswers(Answer answer) {
            next.add(() -> answer);
        }

        void nextIsUnavailable() {
            next.add(() -> {
                throw new CommandsUnavailable("no Temporal", new IllegalStateException("connection refused"));
            });
        }

        /** What was asked since the last time. */
        List<String> asked() {
            List<String> since = List.copyOf(asked);
            asked.clear();
            return since;
        }

        @Override
        public Answer ask(String orderId, Command command) {
            asked.add(orderId + " " + command.commandId());
            commands.add(command);
            return next.remove().get();
        }
    }

    static final class ScriptedInbox implements Inbox {
        private final List<Inbound> taken = new ArrayList<>();
        private final List<String> pulled = new ArrayList<>();
        private boolean full;
        private Taken answer = Taken.STORED;

        void nextIsNotStored() {
            full = true;
        }

        void nextAnswers(Taken next) {
            answer = next;
        }

        /** Messages since the last time. */
        List<Inbound> taken() {
            List<Inbound> since = List.copyOf(taken);
            taken.clear();
            return since;
        }

        List<String> pulled() {
            List<String> since = List.copyOf(pulled);
            pulled.clear();
            return since;
        }

        @Override
        public Taken take(String printerId, Inbound message) {
            failIfFull();
            taken.add(message);
            Taken told = answer;
            answer = Taken.STORED;
            return told;
        }

        @Override
        public void pulled(String printerId, Ref reference) {
            failIfFull();
            pulled.add(printerId + " " + reference);
        }

        private void failIfFull() {
            if (full) {
                full = false;
                throw new IllegalStateException("disk full");
            }
        }
    }
}
