import Membership
import Notation

extension ActionLine {
  static let visitors: [ActionLine] = [
    ActionLine(
      .startRegistration, by: .visitor,
      #""accessCode":"KX73PQ","page":"\#(page)","antiRobot":"passed""#,
      .startRegistration(
        .make {
          $0.accessCode = "KX73PQ"
          $0.page = Page(page)
          $0.antiRobot = .passed
        })),
    ActionLine(
      .fillRegistration, by: .visitor,
      #"""
      "page":"\#(page)","password":"p","confirmation":"q","email":"z@example.fr",
      "refuseDisclosure":true,"question":4,"answer":"a"
      """#,
      .fillRegistration(
        .make {
          $0.page = Page(page)
          $0.password = "p"
          $0.confirmation = "q"
          $0.email = "z@example.fr"
          $0.refuseDisclosure = true
          $0.question = 4
          $0.answer = "a"
        })),
    ActionLine(
      .acceptCGU, by: .member,
      #""page":"\#(page)","version":"v2","textDigest":"\#(GoldenEvent.hex)","ticked":true"#,
      .acceptCGU(
        .make {
          $0.page = Page(page)
          $0.version = "v2"
          $0.textDigest = GoldenEvent.digest
          $0.ticked = true
        })),
    ActionLine(
      .declineCGU, by: .visitor, #""page":"\#(page)","version":"v2""#,
      .declineCGU(
        .make {
          $0.page = Page(page)
          $0.version = "v2"
        })),
    ActionLine(
      .confirmEmail, by: .visitor, #""link":"a.b.c""#, .confirmEmail(.make { $0.link = "a.b.c" })),
    ActionLine(
      .requestIdentifier, by: .visitor, #""antiRobot":"failed""#,
      .requestIdentifier(.make { $0.antiRobot = .failed })),
    ActionLine(
      .requestCode, by: .member,
      #""channel":"sms","page":"\#(page)","purpose":"certifyEmail","antiRobot":"passed""#,
      .requestCode(
        .make {
          $0.channel = .sms
          $0.page = Page(page)
          $0.purpose = .certifyEmail
          $0.antiRobot = .passed
        })),
    ActionLine(
      .verifyCode, by: .visitor, #""page":"\#(page)","code":"012345""#,
      .verifyCode(
        .make {
          $0.page = Page(page)
          $0.code = "012345"
        })),
    ActionLine(
      .answerQuestion, by: .visitor,
      #""accessCode":"KX73PQ","question":2,"answer":"Médor","page":"\#(page)""#,
      .answerQuestion(
        .make {
          $0.accessCode = "KX73PQ"
          $0.question = 2
          $0.answer = "Médor"
          $0.page = Page(page)
        })),
    ActionLine(
      .requestLetter, by: .visitor, #""page":"\#(page)","antiRobot":"passed""#,
      .requestLetter(
        .make {
          $0.page = Page(page)
          $0.antiRobot = .passed
        })),
    ActionLine(
      .setPassword, by: .visitor,
      #"""
      "page":"\#(page)","link":"a.b.c","password":"p","confirmation":"q","antiRobot":"passed"
      """#,
      .setPassword(
        .make {
          $0.page = Page(page)
          $0.link = "a.b.c"
          $0.password = "p"
          $0.confirmation = "q"
          $0.antiRobot = .passed
        })),
    ActionLine(
      .signIn, by: .visitor,
      #"""
      "identifier":"193592","password":"p\u0000'%\\_","page":"\#(page)",
      "device":"k7wm3pq9zt2a","antiRobot":"passed"
      """#,
      .signIn(
        .make {
          $0.identifier = "193592"
          $0.password = "p\0'%\\_"
          $0.page = Page(page)
          $0.device = GoldenEvent.id
          $0.antiRobot = .passed
        })),
    ActionLine(
      .reportLostAccessCode, by: .visitor, #""email":"z@example.fr""#,
      .reportLostAccessCode(.make { $0.email = "z@example.fr" })),
  ]
}
