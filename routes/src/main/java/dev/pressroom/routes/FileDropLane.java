package dev.pressroom.routes;

import dev.pressroom.printers.Content;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send.DropFile;
import dev.pressroom.printers.Send.FileDrop;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Drops a job's files into a printer's SFTP folder: artwork first, the ticket staged under a temporary name, the ledger told, then the
 * rename, which is the commit point. Whatever breaks before the ledger was told did not arrive; whatever breaks later may have. The rename
 * is never repeated here on its own account: who asks again gets it repeated, and then success and "no such file" both mean that the
 * printer has the ticket.
 */
final class FileDropLane extends ServiceSupport implements Processor {

    static final String TEMPORARY = ".tmp";
    /** The client reads wildcards and backslashes in paths; and names are joined to a folder. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private final SftpTransport sftp;
    private final SftpSessions sessions;
    private final SubmissionLedger ledger;
    private final Files files;
    private final Clock clock;

    FileDropLane(SftpTransport sftp, SftpSessions sessions, SubmissionLedger ledger, Files files, Clock clock) {
        this.sftp = sftp;
        this.sessions = sessions;
        this.ledger = ledger;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        CamelContext camel = exchange.getContext();
        switch (exchange.getMessage().getBody(FileTask.class)) {
            case FileTask.Drop drop -> drop(camel, drop);
            case FileTask.RenameAgain(SubmissionLedger.Staged staged) -> renameAgain(camel, staged);
            case FileTask.Sweep(Set<String> names) -> sweep(camel, names);
        }
        exchange.getMessage().setBody(Reply.Answered.taken());
    }

    @Override
    protected void doShutdown() {
        sessions.close();
    }

    private void drop(CamelContext camel, FileTask.Drop task) throws IOException {
        AtomicBoolean staged = new AtomicBoolean();
        try {
            String folder = folder(task.drop().folder());
            DropFile ticket = plain(task.drop().ticket());
            sessions.visit(camel, folder, (session, there) -> {
                if (already(there, ticket)) {
                    return;
                }
                place(session, folder, there, task.drop());
                if (task.key() != null) {
                    ledger.staged(task.key(), task.drop().folder() + "/" + ticket.name());
                }
                staged.set(true);
                session.rename(folder + "/" + ticket.name() + TEMPORARY, folder + "/" + ticket.name());
            });
        } catch (LaneFull e) {
            throw e;
        } catch (Exception e) {
            throw staged.get() ? LaneFailed.broke("renaming the ticket broke; " + what(e), e) : LaneFailed.notSent(what(e), e);
        }
    }

    private String what(Exception failure) {
        return sftp.host() + ": " + Lane.describe(failure);
    }

    /** Names are unique for ever, so a file of the ticket's name and size is the ticket. */
    private static boolean already(Map<String, Long> there, DropFile ticket) {
        Long size = there.get(ticket.name());
        if (size == null) {
            return false;
        }
        if (size != ticket.content().size()) {
            throw new IllegalStateException("a file " + ticket.name() + " of " + size + " bytes is there already and is not this ticket of "
                    + ticket.content().size() + " bytes; look who else writes to that folder");
        }
        return true;
    }

    private void place(SftpSession session, String folder, Map<String, Long> there, FileDrop drop) throws IOException {
        List<DropFile> missing = drop.artwork().stream().map(FileDropLane::plain).filter(file -> !same(there, file)).toList();
        List<DropFile> written = Stream.concat(missing.stream(), Stream.of(drop.ticket())).toList();
        for (DropFile file : written) {
            try (InputStream content = content(file.content())) {
                session.write(folder + "/" + file.name() + TEMPORARY, content);
            }
        }
        Map<String, Long> now = session.sizes(folder);
        for (DropFile file : written) {
            Long size = now.get(file.name() + TEMPORARY);
            if (size == null || size != file.content().size()) {
                throw new IOException(
                        file.name() + TEMPORARY + " has " + size + " bytes at the printer, should be " + file.content().size());
            }
        }
        for (DropFile artwork : missing) {
            if (now.containsKey(artwork.name())) {
                session.delete(folder + "/" + artwork.name());
            }
            session.rename(folder + "/" + artwork.name() + TEMPORARY, folder + "/" + artwork.name());
        }
    }

    private InputStream content(Content content) throws IOException {
        return switch (content) {
            case Content.Bytes bytes -> new ByteArrayInputStream(bytes.bytes());
            case Content.StoredFile stored -> new VerifiedFile(files.path(stored.sha256()), stored.sha256());
        };
    }

    private static boolean same(Map<String, Long> there, DropFile file) {
        Long size = there.get(file.name());
        return size != null && size == file.content().size();
    }

    private void renameAgain(CamelContext camel, SubmissionLedger.Staged staged) throws IOException {
        try {
            int slash = staged.ticketName().indexOf('/');
            String folder = folder(staged.ticketName().substring(0, slash));
            String ticket = staged.ticketName().substring(slash + 1);
            // The listing comes first: a folder that is gone would answer "no such file" as well, and prove nothing.
            sessions.visit(camel, folder, (session, there) -> {
                if (!there.containsKey(ticket)) {
                    rename(session, folder + "/" + ticket, staged);
                }
            });
        } catch (LaneFull e) {
            throw e;
        } catch (Exception e) {
            throw LaneFailed.broke("the staged ticket " + staged.ticketName() + " could not be renamed; " + what(e), e);
        }
    }

    private void rename(SftpSession session, String ticket, SubmissionLedger.Staged staged) throws IOException {
        try {
            session.rename(ticket + TEMPORARY, ticket);
        } catch (GenericFileOperationFailedException e) {
            if (!SftpSession.noSuchFile(e)) {
                throw e;
            }
            Duration kept = sftp.temporaryFilesKept();
            if (kept != null && clock.instant().isAfter(staged.at().plus(kept))) {
                throw new IOException("its temporary file is gone, and the printer deletes such files " + kept
                        + " after they were written: it took the ticket or threw it away; ask the printer for the job's reference", e);
            }
        }
    }

    private void sweep(CamelContext camel, Set<String> names) throws IOException {
        try {
            String folder = folder("submit");
            sessions.visit(camel, folder, (session, there) -> {
                for (String file : there.keySet()) {
                    if (file.endsWith(TEMPORARY) && PLAIN.matcher(file).matches() && names.contains(stem(file))) {
                        session.delete(folder + "/" + file);
                    }
                }
            });
        } catch (LaneFull e) {
            throw e;
        } catch (Exception e) {
            throw LaneFailed.broke("temporary files could not be cleaned up; " + what(e), e);
        }
    }

    private static String stem(String temporary) {
        String file = temporary.substring(0, temporary.length() - TEMPORARY.length());
        int dot = file.lastIndexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    private String folder(String name) {
        String folder = sftp.folders().get(name);
        if (folder == null) {
            throw new IllegalArgumentException("the profile names no folder '" + name + "'; add it under sftp.folders");
        }
        return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    private static DropFile plain(DropFile file) {
        if (!PLAIN.matcher(file.name()).matches()) {
            throw new IllegalArgumentException(
                    "file name '" + file.name() + "' has characters other than letters, digits, dot, dash, underscore");
        }
        return file;
    }
}
