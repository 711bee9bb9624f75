package dev.pressroom.storage.files;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Objects named {@code prefix/carrier/file}. S3 shows an object only when all of it has come. */
record S3DropStore(S3Client s3, S3Place place) implements DropStore {

    @Override
    public boolean exists() throws IOException {
        return asked(() -> {
            try {
                s3.listObjectsV2(of -> of.bucket(place.bucket()).prefix(place.prefix()).maxKeys(1));
                return true;
            } catch (NoSuchBucketException e) {
                return false;
            }
        });
    }

    @Override
    public List<String> carriers() throws IOException {
        return asked(() -> s3.listObjectsV2Paginator(of -> of.bucket(place.bucket()).prefix(place.prefix()).delimiter("/")).commonPrefixes()
                .stream().map(CommonPrefix::prefix).map(folder -> folder.substring(place.prefix().length(), folder.length() - 1))
                .sorted().toList());
    }

    @Override
    public List<String> files(String carrier) throws IOException {
        String folder = place.key(carrier + "/");
        return asked(() -> s3.listObjectsV2Paginator(of -> of.bucket(place.bucket()).prefix(folder).delimiter("/")).contents().stream()
                .map(S3Object::key).filter(key -> !key.equals(folder)).map(key -> key.substring(folder.length())).sorted().toList());
    }

    @Override
    public InputStream open(String carrier, String name, long from) throws IOException {
        String key = place.key(carrier + "/" + name);
        // A range cannot begin at the end of an object, where nothing is left to read.
        if (from > 0 && asked(() -> s3.headObject(of -> of.bucket(place.bucket()).key(key)).contentLength()) <= from) {
            return InputStream.nullInputStream();
        }
        ResponseInputStream<GetObjectResponse> content = asked(
                () -> s3.getObject(of -> of.bucket(place.bucket()).key(key).range(from == 0 ? null : "bytes=" + from + "-")));
        return new FilterInputStream(content) {
            // Its own close would first read the rest of the object, which may be gigabytes.
            @Override
            public void close() {
                content.abort();
            }
        };
    }

    @Override
    public Path fetching(String carrier) {
        return Path.of(System.getProperty("java.io.tmpdir"), "pressroom-fetching", place.bucket(), carrier);
    }

    @Override
    public void move(Path fetched, String carrier, String name) throws IOException {
        asked(() -> s3.putObject(to -> to.bucket(place.bucket()).key(place.key(carrier + "/" + name)), RequestBody.fromFile(fetched)));
        Files.delete(fetched);
    }

    @Override
    public void delete(String carrier, String name) throws IOException {
        asked(() -> s3.deleteObject(of -> of.bucket(place.bucket()).key(place.key(carrier + "/" + name))));
    }

    @Override
    public String locate(String carrier, String name) {
        return place + carrier + "/" + name;
    }

    private <T> T asked(Supplier<T> question) throws IOException {
        try {
            return question.get();
        } catch (NoSuchKeyException e) {
            throw new IOException("not in " + place + " any more", e);
        } catch (SdkException e) {
            throw new IOException(place + " cannot be used (" + e.getMessage() + "); may this process use the bucket?", e);
        }
    }
}
