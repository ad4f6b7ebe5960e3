import Membership
import Testing

@Suite("Kind 26: account numbers that cannot exist")
struct IBANFormTests {
  @Test(
    "kind 26: the form of the country and the key of a RIB are checked beside the check digits",
    arguments: [
      "FR569999901012O4O470V666972", "FR86ABCDE000011234567890189", "DE0537040044053201300A",
    ])
  func impossible(number: String) {
    #expect(!IBAN.isValid(number))
  }

  @Test(
    "kind 26: letters in place of digits are refused in every country, with right check digits",
    arguments: [
      "DE89370400440532013000", "BE68539007547034", "ES9121000418450200051332",
      "IT60X0542811101000000123456", "NL91ABNA0417164300", "PT50000201231234567890154",
      "AT611904300234573201", "CH9300762011623852957", "LU280019400644750000",
      "PL61109010140000071219812874", "SE4550000000058398257466", "GB29NWBK60161331926819",
      "MC5811222000010123456789030", "FR7630006000011234567890189",
    ])
  func everyCountry(number: String) throws {
    #expect(IBAN.isValid(number))
    let bytes = Array(number)
    for place in 4..<bytes.count where bytes[place].isNumber {
      var other = bytes
      other[place] = "O"
      for tens in 0...9 {
        for units in 0...9 {
          other[2] = Character("\(tens)")
          other[3] = Character("\(units)")
          let text = String(other)
          guard IBAN.isValid(text) else { continue }
          // A letter is accepted only if the country's form has letters too.
          #expect(["IT", "CH", "LU", "MT", "FR", "MC"].contains(String(text.prefix(2))), "\(text)")
        }
      }
    }
  }
}
