package bridge.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose event it is, as its message group says (M7).
class ContactKeyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "nobody",
      value = {
        "{'userId':'u','anonymousId':'a'}                       | userId:u",
        "{'userId':'é😀','traits':{'email':'a@b.co'}}            | userId:é😀",
        "{'userId':'\\u00e9','traits':{}}                       | userId:é",
        "{'userId':820982911946154508}                         | userId:820982911946154508",
        "{'userId':{},'anonymousId':'a'}                        | anonymousId:a",
        "{'userId':1.5,'anonymousId':'a'}                       | anonymousId:a",
        "{'userId':' ','anonymousId':'a'}                       | anonymousId:a",
        "{'userId':'null','anonymousId':'undefined'}            | nobody",
        "{'userId':null,'USERID':'u'}                           | userId:u",
        "{'USERID':'other','userId':'u'}                        | userId:u",
        "{'traits':{'phone':'123-4567','email':'a@b.co'}}       | phone:123-4567",
        "{'traits':{'phone':'123-456','email':'a@b.co'}}        | email:a@b.co",
        "{'traits':{'phone':1234567}}                           | phone:1234567",
        "{'traits':{'email':'@'}}                               | email:@",
        "{'traits':{'email':'at','emails':['x',null,'a@b.co']}} | email:a@b.co",
        "{'traits':{'emails':[['a@b.co']]}}                     | nobody",
        "{'traits':{'phones':{'12':1,'1234567':1}}}             | phone:1234567",
        "{'traits':{'Phone_':'7654321','phone':'1234567'}}      | phone:1234567",
        "{'traits':{'fax':'7654321','Phone_':'1234567'}}        | phone:1234567",
        "{'traits':{'email':'a@b.co'},'context':{'traits':{'phone':'1234567'}}} | phone:1234567",
        "{'traits':[],'context':{'traits':{'email':'a@b.co'}}}  | email:a@b.co",
        "{'traits':{'email':''},'context':[]}                   | nobody",
        "{'traits':{'email':'a@b.co','email':'c@d.co'}}         | nobody",
        "{}                                                     | nobody"
      })
  void theGroupIsOfTheFirstIdentifierThatCounts(String event, String identity) throws Exception {
    byte[] body = event.replace('\'', '"').getBytes(UTF_8);

    assertThat(Payload.split(body).events().getFirst().ids().identity()).isEqualTo(identity);
  }
}
