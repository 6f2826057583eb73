/// Names that stand for one another: short forms, and spellings of names from other scripts.
///
/// Compiled by hand from common English usage and from the usual romanisations of Arabic, Urdu, Bengali, Punjabi,
/// Somali, Polish, Ukrainian, Romanian, Yoruba, Igbo and Akan names; no list of persons was used. A line is one family;
/// a name may be in several (Alex is Alexander and Alexandra), and families are not joined through it.
enum NameFamilies {
    /// Families of forenames and surnames alike; the spelling families matter for both.
    static let lines = nicknames + "\n" + spellings

    private static let nicknames = """
        abigail abi abbie abby gail
        adam ad
        alexander alex alec xander sandy aleksander aleksandr oleksandr alexandru lex sasha
        alexandra alex alexa lexi sasha sandra aleksandra oleksandra
        alfred alf alfie fred freddie
        amanda mandy
        amelia millie amy emelia
        andrew andy drew andrzej andrei andriy andreas
        anthony tony ant antony antoni
        archibald archie
        arthur art artur
        barbara barb babs
        beatrice bea trixie
        benjamin ben benji benny
        bethany beth
        bradley brad
        bartholomew bart
        cameron cam
        caroline carol carrie caz
        catherine kate katie katy cathy kathy cat kitty katherine kathryn katharine catharine kathleen katarzyna kasia
        charles charlie chas chaz chuck
        charlotte charlie lottie lotty char
        christopher chris kit topher krzysztof kristofer
        christina chris tina christine kristina krystyna
        daniel dan danny danyal danil
        danielle dani danni
        david dave davey dawid davide
        deborah debbie deb
        dominic dom dominik
        dorothy dot dolly
        dylan dyl
        edward ed eddie ted teddy ned edek
        edwin ed eddie
        eleanor ellie nell elle ella elinor eleanora
        elizabeth liz beth lizzie eliza betty libby lisa elisabeth elspeth ela elzbieta
        ellen ellie nell
        emily em emmy millie
        emma em emmie
        ethan eth
        florence flo florrie flossie
        francis frank frankie fran franciszek
        frances fran frankie francesca
        frederick fred freddie freddy fredrick
        gabriel gabe gab gabriela
        gabriella gabby ella gabriela gabrielle
        george georgie jerzy georgy
        georgia georgie georgina gina
        gerald gerry ger
        gregory greg grzegorz
        hannah hanna hana
        harold harry hal
        harrison harry
        harry henry hal
        henry harry hal hank henryk
        isaac ike zac
        isabella bella izzy isabel isabelle isobel bel isabela izabela ella
        jack jackie jacek
        jacob jake jakub yakub jakob kuba
        jacqueline jackie jacqui
        james jim jimmy jamie jem
        janet jan
        jasmine jas jaz jazmin yasmin
        jason jay jase
        jayden jay jaden jaiden
        jennifer jen jenny jenni jenna
        jessica jess jessie
        joanna jo joanne joann ioana
        john johnny jon jack jan ivan ion ian
        jonathan jon jonny johnny jonathon johnathan
        jordan jordy jord
        joseph joe joey jo josef jozef iosif yusuf
        josephine jo josie
        joshua josh
        judith judy
        julia julie jules yulia iulia
        juliet julie jules
        kayleigh kay kayley kaylee
        kenneth ken kenny
        kieran kier ciaran kieron
        kimberley kim kimberly
        lawrence larry laurie loz laurence
        leanne lea
        leonard len leo lenny
        leonardo leo
        lewis lew louis
        liam william
        lily lil lilly lillie
        lillian lily lil
        louise lou
        lucas luke luca lukas lukasz
        lucy lucie lu luce
        madeleine maddie maddy madeline madison
        madison maddie
        margaret maggie meg peggy marge malgorzata
        martin marty marcin
        mary maria marie molly polly maria
        matilda tilly tilda mattie
        matthew matt matty mateusz mathew matei
        maxwell max
        maximilian max maks
        maximus max
        megan meg meggie meghan
        melanie mel
        melissa mel lissa
        michael mike mick mikey micky mickey michal mihai mykhailo mikhail
        michelle shell chelle
        mitchell mitch
        mohammed mo
        molly moll mollie
        natalie nat natalia nathalie
        natasha tasha nat
        nathan nate nat nath
        nathaniel nate nat nathan
        nicholas nick nicky nico nikolai mykola mikolaj nicolae
        nicola nicky nic
        oliver ollie olly oli
        olivia liv livvy ollie oliwia
        oscar oskar oz ossie
        pamela pam
        patricia pat trish tricia patsy
        patrick pat paddy patryk
        paul pawel pavel pavlo
        peter pete piotr petro petru
        philip phil pip phillip filip
        phoebe pheebs
        rachel rach rachael
        rebecca becky bec becca beckie
        reece rhys
        reginald reg reggie
        richard rich rick ricky dick richie
        robert rob bob bobby robbie bert
        ronald ron ronnie
        rosemary rose rosie
        rose rosie roza
        ruby rubes
        russell russ
        ryan ry
        samantha sam sammy
        samuel sam sammy samual samuil
        sarah sara sally sadie
        scarlett scar scarlet
        sebastian seb bas sebastien
        sophia sophie sofia zofia sofiya sofya soph
        stanley stan
        stephanie steph stefania
        stephen steve stevie steven stefan szczepan
        susan sue susie suzie suzanne
        terence terry
        theodore theo ted teddy
        theresa terry tess tessa teresa
        thomas tom tommy tomasz toma
        timothy tim timmy tymon
        toby tobias
        tobias toby
        tyler ty
        valerie val
        victor vic viktor wiktor
        victoria vicky vicki tori vik wiktoria viktoria
        vincent vince vinny
        walter wally walt
        wilfred wilf fred
        william will bill billy liam willy
        zachary zac zak zack zach zachariah
        zoe zoey
        oluwaseun seun
        oluwatobi tobi tobiloba
        oluwadamilola dami damilola
        oluwafemi femi olufemi
        temitope temi tope
        babatunde tunde
        ayodele ayo dele
        chukwuemeka emeka
        chidiebere chidi
        onyekachi kachi
        kwabena kobina ebo
        harpreet harp
        gurpreet gurp
        manpreet mani
        jaspreet jas
        simranjeet simran simranjit
        """

    private static let spellings = """
        mohammed muhammad mohammad mohamed muhammed mohamad mohamud muhamad mohd md mohammod mehmet mahomed muhammet
        ahmed ahmad ahmet akhmed ahmadh
        mahmood mahmud mahmoud mehmood mahamud
        hussain hussein husain hussien husein hossain hossein husayn
        hassan hasan hasaan hassaan hasson
        ali aly alee
        abdul abdal abd abdel abdool
        abdullah abdulla abdallah abdillahi abdellah abdulah abdullahi
        abdulrahman abdurrahman abdirahman abdurahman abdelrahman
        rahman rehman rahmaan rahaman
        yusuf yousuf yousef yusef youssef yousaf yusaf yousif yuusuf
        ibrahim ebrahim ibraheem ebraheem ibrahem ibraahim
        ismail ismael esmail ismaeel ismaiil
        osman usman uthman othman usmaan cusmaan
        umar omar umer omer cumar
        uddin udin ud
        hamza hamzah hamsa
        bilal billal belal bilaal
        adam aadam
        zain zayn zane zayne zein
        idris idrees edris idriss
        imran emran imraan
        khalid khaled khalad
        tariq tarik tareq tarek
        faisal faysal feisal faizal
        haris harris harith
        junaid junayd juned
        amir aamir ameer amer
        kareem karim
        rashid rasheed rashed
        saeed said sayeed saeid syed sayed sayyid
        siddiqui siddiqi siddique sidique sadiq
        shaikh sheikh shaik sheik shekh
        chowdhury choudhury chaudhry chaudhary choudhry chowdhry chaudhuri choudhary chaudry
        begum begom begam beegum
        bibi bi
        akhtar aktar akther akter akthar
        malik malek maalik
        iqbal eqbal ikbal
        qureshi quraishi kureshi qureishi
        miah mia miya
        khan kahn
        khatun khatoon khanam khanum
        aisha ayesha aysha aishah aicha eisha ayisha caasha ayse
        fatima fatimah fathima fatema fatma faatima faduma
        maryam mariam miriam maryum mariyam meryem maryan
        zainab zaynab zeinab zainub zeynab zaineb zeynep
        khadija khadijah khadeeja kadija khadeejah khadiija
        amina aminah ameena aamina amino
        safiya safiyah safia saffiya safiyya
        sumaya sumayya sumaiya sumayyah sumeya
        halima haleema halimah
        hafsa hafsah hafza
        ruqayyah ruqaya ruqayya rukaya
        yasmin yasmeen jasmin yasmine yasemin
        noor nur nour nura noora
        layla leila laila leyla laylah
        iqra ikra iqraa
        anisa aneesa anisah
        nadia nadiya nadiyah
        sana sanaa
        kowalski kowalska
        wisniewski wisniewska
        wojcik wojczyk
        kaminski kaminska
        lewandowski lewandowska
        zielinski zielinska
        szymanski szymanska
        dabrowski dabrowska
        kozlowski kozlowska
        jankowski jankowska
        petrov petrova
        ivanov ivanova
        shevchenko szewczenko
        katarzyna katerina kateryna
        nataliya natalia nataliia natalya
        aleksandra alexandra oleksandra
        aleksander alexander oleksandr
        elena olena yelena helena
        dmytro dmitri dmitry dimitri
        serhii sergei sergey sergiy
        yevhen evgeny yevgeny
        yuliia yulia julia
        kaur kour
        singh sing
        patel patil
        sharma sarma
        gill ghill
        dhillon dhilon dillon
        shah shaw
        lakshmi laxmi
        vikram bikram
        okafor okafo okeke
        adeyemi adeyem
        mensah mensa
        owusu owuso
        boateng boaten
        kofi coffie
        yaa yaah
        nguyen nguen
        mcdonald macdonald
        mckenzie mackenzie
        mcleod macleod
        thompson thomson tomson
        philips phillips
        johnson johnston jonson
        clark clarke
        brown browne
        green greene
        reid reed read
        stewart stuart steward
        allan allen alan alun
        matthews mathews
        davies davis
        shaun sean shawn
        niamh neve
        aoife eefa
        conor connor
        callum calum
        alastair alistair alasdair
        geoffrey jeffrey geoff jeff
        graham graeme
        jayne jane
        lyn lynn lynne
        teagan tegan
        aaliyah aliyah aleeya aliya aalia
        isaiah isiah
        elijah elias eli ilyas
        """

    /// How many families there are.
    static let count = lines.split(separator: "\n").count

    /// The families of each name, by its folded spelling, as numbers from 1.
    static let numbers: [String: [UInt16]] = {
        var numbers: [String: [UInt16]] = [:]
        for (index, line) in lines.split(separator: "\n").enumerated() {
            for name in Set(line.split(separator: " ")) { numbers[String(name), default: []].append(UInt16(index + 1)) }
        }
        return numbers
    }()

    /// Forenames that go before another as a mark of honour, so that the other is the one used.
    static let honorifics: Set<String> = [
        "mohammed", "muhammad", "mohammad", "mohamed", "muhammed", "mohamad", "mohamud", "muhamad", "mohd", "md",
        "mohammod", "mahomed", "muhammet", "mhd", "syed", "sayed", "sayyid", "sheikh", "shaikh", "hafiz", "hajji",
        "haji",
    ]

    /// Words before a name that are no part of it.
    static let titles: Set<String> = ["mr", "mrs", "miss", "ms", "mstr", "master", "dr", "mx", "rev", "prof", "sir"]

    /// Parts of a surname that agencies write, leave out, or join to the next.
    static let particles: Set<String> = [
        "al", "el", "ul", "bin", "ibn", "bint", "binti", "de", "da", "do", "dos", "das", "del", "della", "di", "la",
        "le",
        "van", "von", "der", "den", "ter", "ten", "y", "e",
    ]

    /// Parts written apart by some, that belong to the next.
    static let prefixes: Set<String> = ["o", "mc", "mac", "st", "abu", "abd", "abdul", "fitz", "ap"]

    /// Words that people type where a name is not known.
    static let notNames: Set<String> = [
        "unknown", "unk", "nk", "na", "none", "null", "nil", "not known", "notknown", "n k", "n a", "tbc", "no name",
        "not given", "not stated", "refused", "anon", "anonymous", "unnamed", "test", "xx", "xxx", "x", "unborn",
        "no forename", "no surname", "nan", "not recorded", "baby",
    ]
}
