package dev.pressroom.sandbox.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.collection.immutable.List$;
import scala.util.Either;
import scalikejdbc.ConnectionPool;

/**
 * An SQS server (ElasticMQ) that keeps its queues and messages in the state folder, so that a restart loses no message.
 *
 * <p>Any access key and secret are accepted, in any region. One at a time in a process: ElasticMQ's database pool is global.
 */
public final class SqsServer implements AutoCloseable {
    private static final Duration RESTORE_WITHIN = Duration.ofSeconds(30);

    private final Path stateFolder;
    private final String host;
    private int port;
    private @Nullable ActorSystem actors;

    /** Listens on the port after {@link #start}; port 0 takes a free one and keeps it. */
    public SqsServer(Path stateFolder, String host, int port) {
        this.stateFolder = stateFolder;
        this.host = host;
        this.port = port;
    }

    public void start() {
        // Without WRITE_DELAY=0 the database keeps half a second of accepted messages in memory, and a kill loses them.
        String url = "jdbc:h2:file:" + stateFolder.toAbsolutePath().resolve("queues") + ";WRITE_DELAY=0";
        lock(url);
        // ElasticMQ opens its pool once in the life of a process: a second server would find the first one's, closed.
        var settings = ConnectionPool.singleton$default$4();
        ConnectionPool.singleton(url, "", "", settings, ConnectionPool.singleton$default$5(url, "", "", settings));
        var database = new SqlQueuePersistenceConfig(true, "org.h2.Driver", url, "", "", false);
        var limits = StrictSQSLimits$.MODULE$;
        var system = ActorSystem.create("elasticmq");
        actors = system;
        ActorRef store = system.actorOf(Props.create(SqlQueuePersistenceActor.class,
                () -> new SqlQueuePersistenceActor(database, List$.MODULE$.empty())));
        ActorRef queues = system.actorOf(Props.create(QueueManagerActor.class,
                () -> new QueueManagerActor(new NowProvider(), limits, Option.apply(store))));
        var restored = (Either<?, ?>) Patterns.ask(store, new QueueEvent.Restore(queues), RESTORE_WITHIN).toCompletableFuture().join();
        if (restored.isLeft()) {
            close();
            throw new IllegalStateException(
                    "The SQS queues in %s cannot be restored (%s): remove that folder.".formatted(stateFolder, restored));
        }
        var rest = SQSRestServerBuilder.withActorSystem(system).withQueueManagerActor(queues).withQueueEventListener(store)
                .withSQSLimits(limits).withInterface(host).withPort(port).start();
        try {
            port = rest.waitUntilStarted().localAddress().getPort();
        } catch (RuntimeException e) {
            close();
            throw new IllegalStateException(
                    "The SQS server cannot listen on %s:%d (%s): free that port or configure another.".formatted(host, port,
                            e.getMessage()),
                    e);
        }
    }

    /** Tells at once, where ElasticMQ would keep silent for half a minute, that another process has the database. */
    private void lock(String url) {
        try {
            Files.createDirectories(stateFolder);
            DriverManager.getConnection(url, "", "").close();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(
                    "The SQS queues in %s cannot be opened (%s): stop the other sandbox, or give this one its own folder."
                            .formatted(stateFolder, e.getMessage()),
                    e);
        }
    }

    public URI endpoint() {
        return URI.create("http://%s:%d".formatted(host, port));
    }

    @Override
    public void close() {
        if (actors != null) {
            // Not the server's own stop: it waits up to a minute for a client that went away in the middle of a long poll.
            actors.terminate();
            actors.getWhenTerminated().toCompletableFuture().join();
            actors = null;
            ConnectionPool.closeAll();
        }
    }
}
