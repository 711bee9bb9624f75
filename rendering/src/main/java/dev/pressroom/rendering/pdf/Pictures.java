package dev.pressroom.rendering.pdf;

import dev.pressroom.rendering.photos.FileSlices;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.Photo.Channels;
import dev.pressroom.rendering.photos.Photo.ColourProfile;
import dev.pressroom.rendering.photos.Slice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * The photographs of one document, each stored once, as the bytes that they are.
 *
 * <p>
 * Not PDFBox's {@code JPEGFactory}: it copies each photograph to memory, calls every RGB picture {@code DeviceRGB} and
 * inverts every CMYK picture.
 */
final class Pictures implements AutoCloseable {
    private final Inks inks;
    private final Runnable whenWritten;
    private final Map<String, PDImageXObject> pictures = new HashMap<>();
    private final Map<String, COSBase> spaces = new HashMap<>();
    private final List<FileSlices> sources = new ArrayList<>();

    Pictures(Inks inks, Runnable whenWritten) {
        this.inks = inks;
        this.whenWritten = whenWritten;
    }

    PDImageXObject of(Photo photo) throws IOException {
        PDImageXObject known = pictures.get(photo.sha256());
        if (known != null) {
            return known;
        }
        COSStream stream = fromFile(photo, photo.printed(), whenWritten);
        stream.setItem(COSName.TYPE, COSName.XOBJECT);
        stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
        stream.setInt(COSName.WIDTH, photo.storedWidth());
        stream.setInt(COSName.HEIGHT, photo.storedHeight());
        stream.setInt(COSName.BITS_PER_COMPONENT, 8);
        stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
        stream.setItem(COSName.COLORSPACE, colourSpace(photo));
        if (photo.channels() == Channels.CMYK && photo.adobeMarker()) {
            stream.setItem(COSName.DECODE, COSArray.ofCOSIntegers(List.of(1, 0, 1, 0, 1, 0, 1, 0)));
        }
        if (photo.untransformedRgb()) {
            var parameters = new COSDictionary();
            parameters.setInt(COSName.getPDFName("ColorTransform"), 0);
            stream.setItem(COSName.DECODE_PARMS, parameters);
        }
        var picture = new PDImageXObject(new PDStream(stream), null);
        pictures.put(photo.sha256(), picture);
        return picture;
    }

    private COSBase colourSpace(Photo photo) throws IOException {
        ColourProfile own = photo.profile();
        String key = own != null ? own.sha256() : photo.channels().name();
        COSBase known = spaces.get(key);
        if (known != null) {
            return known;
        }
        COSBase made = own != null
                ? Inks.iccBased(fromFile(photo, own.slices(), () -> {
                }), photo.channels().count())
                : switch (photo.channels()) {
                    case GREY -> COSName.DEVICEGRAY;
                    case RGB -> inks.sRgb();
                    case CMYK -> COSName.DEVICECMYK;
                };
        spaces.put(key, made);
        return made;
    }

    private COSStream fromFile(Photo photo, List<Slice> slices, Runnable whenRead) throws IOException {
        var source = new FileSlices(photo.file(), slices, whenRead);
        sources.add(source);
        return source.stream();
    }

    @Override
    public void close() throws IOException {
        // A source that was read to its end is closed already, one that was interrupted is not.
        for (FileSlices source : sources) {
            source.close();
        }
    }
}
