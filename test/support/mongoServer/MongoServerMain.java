import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import org.h2.mvstore.MVStore;

/**
 * A server of MongoDB's protocol on a port of loopback (0: any free one), with its data in a file. Says "listening
 * PORT", and ends when its standard input does: so it never outlives whoever started it.
 */
public class MongoServerMain {
  public static void main(String[] args) throws Exception {
    MVStore store = new MVStore.Builder().fileName(args[1]).autoCommitDisabled().open();
    H2Backend backend = new H2Backend(store) {
      /** What is answered is in the file: killed at any moment, the server loses nothing that it acknowledged. */
      @Override
      public Document handleMessage(MongoMessage message) {
        Document answer = super.handleMessage(message);
        if (store.hasUnsavedChanges()) store.commit();
        return answer;
      }
    };
    MongoServer server = new MongoServer(backend);
    server.bind("127.0.0.1", Integer.parseInt(args[0]));
    System.out.println("listening " + server.getLocalAddress().getPort());
    while (System.in.read() >= 0) {}
    server.shutdownNow();
    System.exit(0);
  }
}
