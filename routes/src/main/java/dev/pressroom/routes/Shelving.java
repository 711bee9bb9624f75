package dev.pressroom.routes;

import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.component.file.strategy.GenericFileProcessStrategySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a file that was taken, with its semaphore, into a folder beside it on the server: {@code .done}, or what the exchange names. A file
 * whose taking failed is left alone.
 */
@SuppressWarnings("rawtypes") // as Camel declares its remote files
final class Shelving extends GenericFileProcessStrategySupport<SftpRemoteFile> {

    private static final Logger LOG = LoggerFactory.getLogger(Shelving.class);
    /** Exchange property: the folder to move the file to. */
    static final String SHELF = "pressroomShelf";

    private final @Nullable String semaphoreSuffix;

    Shelving(@Nullable String semaphoreSuffix) {
        this.semaphoreSuffix = semaphoreSuffix;
    }

    @Override
    public void commit(GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint, Exchange exchange,
            GenericFile<SftpRemoteFile> file) throws Exception {
        super.commit(operations, endpoint, exchange, file);
        String folder = file.getParent();
        String shelf = folder + "/" + exchange.getProperty(SHELF, ".done", String.class);
        operations.buildDirectory(shelf, file.isAbsolute());
        move(operations, folder, shelf, file.getFileNameOnly());
        if (semaphoreSuffix != null) {
            move(operations, folder, shelf, file.getFileNameOnly() + semaphoreSuffix);
        }
    }

    private static void move(GenericFileOperations<SftpRemoteFile> operations, String folder, String shelf, String name) {
        // An older file of that name is replaced: the inbox and the drop have it.
        try {
            operations.deleteFile(shelf + "/" + name);
        } catch (GenericFileOperationFailedException absent) {
            LOG.trace("nothing to replace", absent);
        }
        operations.renameFile(folder + "/" + name, shelf + "/" + name);
    }
}
