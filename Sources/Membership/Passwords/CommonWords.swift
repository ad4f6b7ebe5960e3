/// The words from which common passwords are made, in lower case and without accents.
///
/// The list was written for this project and is not taken from a published one. It contains likely
/// choices of members of French mutuelles: habits, keyboards, first names, pets, clubs, places,
/// months, and words of these sites. It also contains likely choices of English speakers.
enum CommonWords {
  /// One text instead of an array, because the compiler reads it faster.
  static let text = """
    aaa aaaa aaaaa aaaaaa aaron abc abcabc abcd abcde abcdef abcdefg abcdefgh abeille abricot acces
    access accesscode account acdc achanger adam adherent adherente adherents admin administrateur
    administration administrator adrian adrien africa afrique agathe agentspublics agneau agnes
    aigle airplane ajax aladdin alain alan alaska alban albert alberto alejandra alejandro alex
    alexandra alexandre alexia alexis alfred algerie alice alicia alien aline allah allemagne
    allezlesbleus allezlom allezparis allison alpha alsace always amanda amandine amazon amber ambre
    ameli amelie amen america american amiens amina amour amoureuse amoureux amsterdam amy anais
    ananas ancienmdp andre andrea andres andrew android andy ange angel angela angele angelina
    angelique angelo angels angers anges angleterre anita anna anne annie anniversaire antenne
    anthony antibes antoine antonin antonio anything aout apolline apollo apple april aqwzsx
    aqwzsxedc aragorn araignee arcenciel argent argentina ariel army arnaud arsenal arthur asd asdf
    asdfg asdfgh asdfghj asdfghjk asdfghjkl ashley assassin asse assurance asterix athena athens
    athletic aubin audi audrey august augustin aurelie aurelien aurore austin australia automne
    autumn auvergne avignon avion avril awesome axel axelle aze azeqsd azeqsdwxc azert azerty
    azertyazerty azertyu azertyui azertyuiop babe baby babyboy babygirl bach backup baguette bailey
    baleine ballon bambi banana banane bandit baptiste barbara barbie barca barcelona bart baseball
    basket basketball bastien bateau bateaux batman batterie bayern bayonne beach bear beatles
    beatrice beaugosse beaute beautiful beauty bebe bebes beckham becky bee beer beethoven belgique
    belgium bella belle bello ben benfica benjamin benoit bentley benzema berenice berlin bernadette
    bernard bertrand besancon beta betty beverly beyonce biarritz bibi bibiche bible biche bienvenue
    biere bike biker billy birthday biscuit bison bisou bisous bla blabla black blahblah blanc
    blanche blancheneige blaster blazer blessed blessing bleu blink blood blue bmw bobby bobmarley
    bogoss bonbon bonbons bonheur bonita bonjour bonnie bonsoir bordeaux boris boss boston bouc
    bougie boulanger boulot bourgogne bouygues boxe boxing boy boys brad bradley brandon brandy
    brasil bravo brazil brel brenda brest bretagne brian brice bricolage brigitte brioche brittany
    broncos brooklyn brother bruno bryan bubble bubbles buddha buddy buffalo bugatti bullet bulls
    bunny bureau burger business buster butter butterfly cadillac caen cafe cahier calais california
    calin caline calins callofduty camaro camembert camera cameroun camille camion camping canada
    canaille canard candy cannelle cannes cannon cantona captain car caramel carine carla carlos
    carmen carole carolina caroline carotte cars casey cash casino casper cassandra cassoulet castle
    castor cat catalina catherine cats catwoman cecile cedric celia celine celtic celtics cendrillon
    cent cerise cerises chaise champagne champion champions chance changeme changezmoi chantal
    charlene charles charlie charline charlotte chat chateau chaton chatons chats chatte cheese chef
    chelsea cheri cherie cherry cheryl chester cheval chevalier chevaux chevre chevrolet chevy
    chewbacca chicago chicken chien chienne chiens chile china chine chiot chipie chloe chocolat
    chocolate chocolatine chopin chouchou choucroute chouette choupette choupinette chris christ
    christelle christian christiane christina christine christmas christophe christopher chrome
    church ciel cigale cindy cinema cinnamon cinq cisco ciseaux citroen citron claire clara clarisse
    claude claudia claudine clemence clement clementine clio cloud cobra coca cocacola coccinelle
    cochon coco cocotte code codeacces cody coeur coeurs coffee cognac cola college colombe colombia
    company compte computer confiture connecter connexion connor cookie cookies cool coolman cooper
    coq coquelicot coquette coquillage coquin coquine coralie corbeau corentin corey corinne
    cornichon corse corvette cosmos cotisation coucou cougar counterstrike courrier courtney cow
    cowboys cracker crapaud crapule crayon crazy cream crevette cristal cristina croissant crystal
    cuba cubs cuisine cuisinier cupcake curtis cyber cyclisme cyril cyrille dad daddy daftpunk
    dakota dallas damien dance dancer daniel daniela daniele danielle danny danse danseuse dark
    darkness darling darthvader data database dauphin dauphins david deadpool death debbie deborah
    december decembre default defaut delphine delta demo demon denis denise dennis dentiste denver
    derek desktop dessin destin destiny deux devil dexter diable diablo diamant diamond diana diane
    didier diego dieu digital dijon dimanche dimitri dinosaure director disney dix docteur doctor
    dodgers dog doggy dogs dollar dollars dolphin dolphins dominique donald donna dorian doris
    dorothee dortmund dory doudou douglas douze dragon dragonball dragonfly dragons dream dreamer
    dreams driver drummer dublin ducati duck duke dumbledore dumbo dunkerque dustin dwight dylan
    eagle eagles eau ebay echo eclair eclairs ecole ecureuil edcrfv eddie edgar edith edouard edward
    edwin egalite eglise eight elena eleonore elephant elfe eliane eliott elisa elisabeth elise
    elizabeth ellen elodie eloise elsa emeline emerald emeraude emile emilie emilien emily eminem
    emma emmanuel emmanuelle enfant enfants england enzo equitation eric erica erika erin ernest
    escalade escargot espaceadherent espagne espana espoir esteban estelle ete eternity ethan
    etienne etoile etoiles etudiant eugene eugenie euro europa europe euros eva evan eve evelyne
    everton everything ewan excalibur excel extreme fabien fabienne fabrice facebook facteur fairy
    faith falcon falcons famille family fanny fanta fantasy fantome father fatima faucon faustine
    fcnantes february fee felicie felipe felix fenetre fernand fernanda fernando ferrari feu fevrier
    film filou finance fire firefox fish five flageolet flamme flammes flavie flavien fleur fleurs
    flocon flora florence florent florian floriane florida florine flower flowers flute folle foot
    football ford forest foret forever fortnite fortune fou foudre four fourmi fox foxtrot fraise
    fraises framboise francais francaise france francemutuelle francesca francesco francis francisco
    franck francois francoise frank frankie fraternite fred freddy frederic frederique free freebox
    freedom frere friday frites frodo frog fromage frozen funny futbol gabin gabriel gabriela
    gabrielle gael gaelle gaetan galaxie galaxy game gameboy gamer games gaming gamma gandalf
    gangster garden garfield gary gaspard gaston gateau gauthier gendarme genevieve genial geoffrey
    george georges georgia gerald geraldine gerard germaine germany ghislaine ghost giants gilbert
    gilles ginger giovanni girafe girl girls girondins gisele gizmo gladiator gloria gmail god
    godisgood godzilla goku gold golden golf golfer golfgti golfing google gordon gorilla gorille
    grace grand grande greece green greenday greg gregoire gregory grenoble grenouille griezmann
    gris gryffondor guadeloupe guepard guerrier guest guillaume guitar guitare gustave guy gym
    gymnastique hacked hacker hallyday halo hamburger hamster hamza handball hannah happiness happy
    harley harleydavidson harold harry harrypotter hawaii heather heaven hector helen helene hello
    hellohello hellokitty henri henry hercules herisson hermione hermosa hero heros herve hey hibou
    hiphop hiver hobbit hockey hogwarts holiday holidays holland hollywood home homer honda honey
    hope hopital horse horses hortense hotmail hottie house houston howard huawei hubert hugo hugues
    huit huitre hulk hunter ian ibrahim idefix identifiant ile ilove iloveu iloveyou india indian
    indochine ines infini infinity infirmiere ingrid instagram inter internet invite ipad iphone
    ireland irene iris ironmaiden ironman isaac isabel isabella isabelle island ismael istanbul
    italia italie italy ivan jack jackie jackpot jackson jacky jacob jacqueline jacques jaguar
    jaioublie jake jamaica jamais jambon james jamie jane janet january janvier japan japon jardin
    jasmin jason jasper jaune javier jean jeanne jeannine jedi jeep jeff jeffrey jenesaispas
    jennifer jenny jeremie jeremy jerome jerry jersey jesaispas jesse jessica jessie jesus
    jesuschrist jetadore jetaime jetaimefort jeudi jim jimmy joachim joanna joe joel joelle joey
    johan johanna john johnny johnson joie joker joli jolie jonas jonathan jordan jorge joris jose
    joseph josephine josette josh joshua josiane joy joyce jtaime jtm juan judith judo juillet juin
    jules julia julian juliana julie julien juliette july june jupiter justin justine juventus
    karate karen karim karima karine karma kathleen kathy katia katie kawasaki keith kelly kenneth
    kenny kenza kevin khadija kiki kikou killer killian kim kimberly king kirby kitten kitty knicks
    knight koala kobe koko kool kyle kylian lac laetitia laguna lake lakers lamborghini lampe
    lancelot lapin lapinou lapins laposte laptop lara larochelle larry lasvegas laura laure lauren
    laurence laurent laurie laurine lavande lavie lavieenrose lavieestbelle lea leana lebron
    ledzeppelin lee legend legendary legende legolas leila lemon lena lens leo leon leonie leopard
    leopold leslie letmein lettre liam libellule liberte licorne life lightning lilas lilian liliane
    lille lilou lily limace limoges lina linda line linkinpark linux lion lionel lionne lions lisa
    lise live livebox liverpool livre lkjhgf lkjhgfdsa loan loane logan login loic lola loli lolo
    london londres lordoftherings lorena lorenzo lori lorient losc louane louis louisa louise louka
    loulette loulou louloute loup loups louve love lovelove loveme lover lovers loveyou luc lucas
    lucie lucien lucienne lucifer lucke lucky lucy ludivine ludovic luffy luigi luis luke luna lundi
    lune lunettes lycee lydia lydie lylou lyon lys mabelle macaron macintosh madagascar madeleine
    madison madonna madrid mael maelle maelys maeva mafamille mafille magali maggie magic magician
    magique mai maison maisonmaison maitresse malik malika malo mamaison maman mamanpapa mamie
    mamour mamy manager manchester mangue manon manuel manuela manutd mapetite mapuce maradona
    marathon marc marcel marcelle march marco marcos marcus mardi margaret margaux margot marguerite
    maria mariam marianne marie mariejo marina marine marines mario marion marius marjorie mark
    marketing marlene marley marlon marmelade marmotte maroc marron mars marseille marteau martin
    martine martinique marvel marvin mary masecurite maserati mason master mathias mathieu mathilde
    mathis mathys matrix matt matteo matthew matthias matthieu maud maurice mavie max maxence maxime
    maximum maximus maya mayotte mbappe mcrn mdp mdpmdp medecin medor megan megane mehdi melanie
    melbourne melina melinda melissa melodie melody melon mer mercedes mercredi mercury merlin
    meryem mesenfants message messi metal metallica mets metz mexico miami michael michel michele
    micheline michelle mickael mickey mickeymouse microsoft miel miguel mike mila milan mille
    million millionnaire milou mimi minecraft minette minnie minou minouche miranda mireille miroir
    mlkjhg mlkjhgfdsq mnbvcxz mobile mohamed mohammed moise molly mom mommy momo monaco monamour
    monbebe monchat monchien moncoeur moncompte monday money monfils monica monique monkey monkeys
    monmdp monmotdepasse monster monstre montagne montpellier montreal moon moonlight morgan morgane
    mort moscow motdepasse mother moto motocross moules mouloud mountain mouse moussa moutarde
    mouton mozart mozilla muffin muguet mulan mulhouse mummy muriel murphy music musique mustang
    mustapha mutuelle mutuelles mylove myriam myrtille mysql mystery mystic nabil nadege nadia
    nadine naima nana nancy nantes napoli naruto natacha natalia natalie natasha natation nathalie
    nathan nathanael nathaniel navy nbvcxw neige nelson nemo neo neptune netflix network neuf
    neufbox never newyork neymar nice nick nicolas nicole night nikita nimes nimportequoi nina nine
    ninja nintendo nirvana nissan noa noah nobody noe noel noelie noelle noemie noir noirdesir
    noisette nokia nolan nono nora norbert norman normandie nothing nougat nounou nounours
    nouveaumdp november novembre nuage nuages nuit nurse nutella obelix ocean oceane octave october
    octobre odette odile office olive oliver olives olivia olivier olympique olympiquelyonnais
    olympus omar ombre omega one onepiece onsenfout onze opale ophelie opticien optimus oracle orage
    orange orangina orchidee ordinateur oregon oreo orleans oscar oubli oublie ours ourson outlook
    ouvretoi ouvretoisesame pablo packers pacman paix pamela panda panther panthere papa papamaman
    papi papier papillon papillons papillote papy paradis parapluie parfait parfaite paris parissg
    parker pascal pascale pass passe passpass passw passwd password passwort pasta pasteque pastis
    patate patrice patricia patrick patriots patron paul paula paulette paulin pauline paypal peace
    peaches peanut pearl peche pedro pegase peinture pele pepper pepsi perfect perle perpignan
    perrine perroquet perso personal peru petanque peter petit petitcoeur petite peugeot phantom
    pharmacie phenix phil philip philippe phillip phoenix phone photo piaf piano pierre pierrette
    pierrick pig pigeon pikachu pink pinkfloyd pirate pirates piscine pissenlit pistache pivoine
    pizza plage planet planete platini platinum playboy player playstation pluie pluto pocahontas
    pogba poire poisson poissons poitiers poiuyt poiuytreza pokemon poker police policier pomme
    pommes pompier poney poneys pony popcorn porsche portable porte porto portugal potato poulain
    poule poulet poulette poupee poussin praline prayer precious prevoyance prime prince princes
    princess princesse printemps private prive professeur provence provisoire psg public puce puma
    pumpkin punk puppy pupuce purple pwd python qaz qazwsx qazwsxedc qsdfgh qsdfghj qsdfghjkl
    qsdfghjklm quatre quebec queen quentin quiche quimper qwe qwert qwerty qwertyu qwertyui
    qwertyuiop qwertz qwertzuiop rabbit racer rachel rachid racing raclette radio rafa rafael
    raiders rain rainbow raiponce raisin ralph rambo randy rangers rap raphael raphaelle rasta
    ratatouille raul raymond realmadrid rebecca red redbull redskins redsox reggae regine regis
    reglisse reims reine remboursement remi remy renard renaud renault rene renee rennes republique
    requin retraite retraites reunion reve reves revolution rex rhum ricard ricardo rich richard
    riche ricky rien rigolo rigolote rihanna riley rire rita river riviere robert roberto robin
    robinhood rock rocket rocknroll rockstar rocky rodney rodolphe rodrigue roger roi roland
    rollingstones roma romain romane romeo romuald ronald ronaldo ronan ronnie root rosa rosalie
    rose roses rosie rouen rouge router roxane roy rubis ruby rugby running russell russia rusty
    ruth ryan sabine sabrina sacha saintetienne sales salim sally salome salut sam samantha samedi
    sami samia samir samira sammy samsung samuel samurai samy sanchez sandra sandrine sandy sang
    sangoku santa sante saphir sapphire sara sarah sasha sasuke satan saturday saturn saucisse
    saucisson savoie saxophone scenic school schtroumpf scooby scoobydoo scooter scorpion scotland
    scott sean sebastien secret secrete securite securitesociale selena selma senegal sept september
    septembre serge sergio serpent server serveur service sesame seven severine sexy sfr shadow
    shakira shana shannon shark sharon shawn sheep sheila shelby shirley sidonie sigma signin silver
    silvia simba simon simone simpson simpsons singe singer sister six skate skateboard ski skier
    skull sky skype skywalker slipknot smile smokey smurf snake snapchat sniper snoopy snow snowball
    soccer soeur sofia sofiane softball solange soldat soldier soleil solene soline somebody
    something song sonia sonic sophia sophie soraya sorciere soul sourire souris southpark spain
    sparky spartan special spider spiderman spike spirit spirou spotify spring spurs sql stade
    stadefrancais stanley star starcraft starlight stars startrek starwars steelers stella stephane
    stephanie stephen steve steven stewart storm strasbourg strawberry stuart student stylo subaru
    sucre sugar suisse sullivan summer sun sunday sunrise sunset sunshine super superman supernova
    superstar superwoman support surf surfer surfing susan suzanne suzuki sweet sweetheart sweetie
    switzerland sydney sylvain sylvaine sylvia sylvie system systeme table tahiti tango tanguy
    tartiflette tartine tarzan tata tatiana taylor tea teacher teamo techno teddy tele telephone
    television telma temp tempete temporaire ten tennis teo tequiero terminator terry test tester
    testing testtest tetris texas thais the theatre theo theodore theophile theresa therese thibault
    thibaut thierry thomas three thug thunder thursday tiago tiffany tiger tigers tigger tigre
    tigrou tiktok tim timeo timothe timothee timothy tinker tinkerbell tintin titan titanic titeuf
    titi titou toby todd tokyo tom tomate tommy tonnerre tony toor topsecret tortue toto tottenham
    toujours toulon toulouse tournesol tournevis tours tout toyota tracy train travail travis trefle
    trevor trinity tristan trois trouble truck trucker trumpet trustno tucker tuesday tulipe tulipes
    tunisie tupac turbo turkey turquoise turtle tutu twingo twitter two tyler ubuntu ultimate ulysse
    unicorn unimutuelles univers universe universite university uranus usa user username utilisateur
    vacances vache vader valentin valentine valerie vampire vanessa vanille vannes vegas vegeta velo
    vendee vendredi venus vera veronique vert vespa vicky victoire victor victoria victory video vie
    vietnam viking vin vinaigre vincent vincenzo violet violette violon viper virginia viva vive
    vivelafrance viviane vladimir vodka voilier voiture voitures voldemort volkswagen volley
    volleyball walid walter wanadoo wanda warcraft warrior warriors water wayne webmaster wednesday
    weekend welcome wendy wesley whatever whatsapp whiskers whiskey whisky white wilfried william
    willie windows wine winner winnie winston winter wireless witch wizard wolf wolverine wolves
    wonderwoman word work worldofwarcraft wsxedc wxcvbn xavier xbox xiaomi xmas yael yahoo yamaha
    yana yanis yankees yann yannick yasmine yassine yellow yoda yohan yohann yolande yoshi youcef
    youssef youtube yvan yves yvette yvonne zacharie zachary zaza zebre zelda zen zero zeus zidane
    zineb zizou zoe zombie zorro zozo zxc zxcv zxcvb zxcvbn zxcvbnm
    """
}
