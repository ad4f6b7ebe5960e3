import Membership
import Notation

extension GoldenEvent {
  static let house: [GoldenEvent] = [
    GoldenEvent(
      "house.rules-set",
      """
      {"preset":"own","version":3,"rules":\(rulesText),\
      "effectiveFrom":"2026-03-02T09:00:00.000Z","space":\(space)}
      """,
      .houseRulesSet(
        .make {
          $0.preset = "own"
          $0.version = 3
          $0.rules = rules
          $0.effectiveFrom = nine
          $0.space = .make {
            $0.id = "00ff00ff00ff00ff00ff00ff00ff00ff"
            $0.origin = "espace.example/unimutuelles"
            $0.house = "unimutuelles"
            $0.createdAt = nine
            $0.keyCheck = digest
          }
        })),
    GoldenEvent(
      "cgu.published",
      #"""
      {"version":"2026-03","textDigest":"\#(hex)","locale":"fr-FR",\#
      "effectiveFrom":"2026-03-02T10:00:00.001Z","reacceptance":true}
      """#,
      .cguPublished(
        .make {
          $0.version = "2026-03"
          $0.textDigest = digest
          $0.locale = "fr-FR"
          $0.effectiveFrom = ten
          $0.reacceptance = true
        })),
    GoldenEvent(
      "log.repaired",
      #"{"segment":"00000000000000000001.jsonl","offset":4096,"movedBytes":37,"firstLost":12}"#,
      .logRepaired(
        .make {
          $0.segment = "00000000000000000001.jsonl"
          $0.offset = 4096
          $0.movedBytes = 37
          $0.firstLost = 12
        })),
  ]

  package static let rulesText = #"""
    {"identifiers":{"scheme":"accessCodeOrEmail","foundBy":["number","accessCode","email"],\#
    "shortestNumber":6,"longestNumber":10,"sharedEmail":"notAsLogin","mask":"none"},\#
    "password":{"minimumLength":8,"maximumLength":64,"requiredClasses":["upper","lower","digit"],\#
    "minimumClasses":3,"forbiddenCharacters":"'%\\_","advisedAgainst":"\"","blocklist":true,\#
    "similarity":false},\#
    "recovery":{"paths":[{"channel":"email","artefact":"link","lifetime":3600000},\#
    {"channel":"letter","artefact":"temporaryPassword","lifetime":1814400000}],\#
    "codeFormat":"letters8","attempts":5,"letterAttempts":100,"grantLifetime":600000,\#
    "letterDueDays":8,"addressSettledDays":7,"questions":["Qui ?","Où donc ?"],"postalDays":2},\#
    "account":{"start":"activationLink","legacy":"takenOver","renewal":"advised",\#
    "renewalMonths":6,"mailsAtEnrolment":true,"firstLinkLifetime":86400000,\#
    "registrationLifetime":1800000,"activationLifetime":86400001,"certifiesEmail":true,\#
    "certificationLifetime":86400002,"requiresCGU":true,"antiRobot":["signIn","setPassword"],\#
    "historyFrom":"2017-01-01"},\#
    "meters":{"signInFailures":5,"identityFailures":3,"firstLock":60000,"longestLock":3600000,\#
    "failuresADay":25,"requestInterval":60001,"requestsAnHour":4,"requestsADay":10,\#
    "lettersAMonth":2},\#
    "service":{"sessionLifetime":43200000,"reauthenticationWithin":3600000,\#
    "bankCoolingOff":259200000,"changeRequestDays":30,"informationDays":15,"retentionMonths":24},\#
    "retention":{"tracesDays":180,"readingNeedsPurpose":true}}
    """#

  private static let space = """
    {"id":"00ff00ff00ff00ff00ff00ff00ff00ff","origin":"espace.example/unimutuelles",\
    "house":"unimutuelles","createdAt":"2026-03-02T09:00:00.000Z","keyCheck":"\(hex)"}
    """
}
