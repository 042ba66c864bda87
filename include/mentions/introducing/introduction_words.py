"""Words by which a text introduces somebody whom no list knows: given names, roles, kinds of company."""

_GIVEN_NAMES = """
Aaron Abdul Abdullah Abhishek Abigail Adam Aditya Adrian Adriana Agnes Ahmad Ahmed Aidan Aileen Aisha Ajay
Akash Akihiro Akira Alan Alastair Albert Alberto Alejandra Alejandro Aleksander Aleksandr Alena Alessandro
Alex Alexa Alexander Alexandra Alexandre Alexei Alexey Alexis Alfonso Alfred Alfredo Ali Alice Alicia Alina
Alison Alistair Allan Allen Allison Alvaro Alvin Amanda Amber Amelia Amina Amir Amit Amy Ana Anastasia
Anatoly Anders Andras Andre Andrea Andreas Andrei Andres Andrew Andrey Andrii Andriy Andy Angela Angelo
Angus Anil Anita Anja Anna Anne Annie Annika Anthony Antoine Anton Antonia Antonio Antti Anurag Anwar Ari
Ariel Arjun Armando Arnaud Arnold Artem Arthur Arturo Arun Arvind Asher Ashish Ashley Ashok Ashwin Astrid
Audrey Axel Ayesha Babatunde Barbara Barney Barry Bart Bartosz Beatrice Ben Bence Benedict Benedikt Benjamin
Bernard Bernd Bernhard Bertrand Beth Bethany Betty Bianca Bilal Bill Bjarne Bjorn Bob Bobby Bogdan Boris
Brad Bradley Brandon Brenda Brendan Brennan Brent Brett Brian Bridget Brittany Bruce Bruno Bryan Bryce Byron
Caitlin Caleb Cameron Camila Camille Carina Carl Carla Carlo Carlos Carly Carmen Carol Carole Caroline
Carolyn Casey Cassandra Catherine Cathie Cecilia Cedric Cesar Chad Changpeng Charlene Charles Charlie Chen
Cheng Cheryl Chinedu Chloe Chris Christian Christiana Christina Christine Christoph Christophe Christopher
Christy Chuck Chukwuemeka Cindy Claire Clara Claude Claudia Claudio Clay Clayton Clement Clifford Clive Cody
Colin Connor Conor Constantin Corey Cory Courtney Craig Cristian Cristiano Cristina Curtis Cynthia Daisuke
Dale Damian Damien Damon Dan Dana Daniel Daniela Daniele Danielle Danny Dante Darius Darren Darryl Daryl
Dave David Davide Dawn Dean Deborah Debra Deepak Denis Dennis Derek Desmond Devan Devin Diana Diane Diego
Dieter Dimitri Dina Dirk Dmitri Dmitriy Dmitry Dominic Dominik Dominique Don Donald Donna Doris Dorothy Doug
Douglas Dragan Duncan Dustin Dylan Eddie Edgar Edith Eduardo Edward Edwin Eileen Eirik Ekaterina Elaine
Eleanor Elena Eli Elias Elijah Elisa Elisabeth Elise Elizabeth Ella Ellen Elliot Elliott Elon Elsa Elvis
Emanuel Emeka Emil Emilia Emilio Emily Emin Emma Emmanuel Emre Enrico Enrique Enzo Eric Erica Erich Erik
Erika Erin Ernest Ernesto Ernst Esteban Esther Ethan Eugene Eva Evan Evelyn Evgeny Ezra Fabian Fabio Faisal
Farah Fatima Federico Felicia Felipe Felix Feng Ferdinand Fernanda Fernando Filip Fiona Florian Frances
Francesca Francesco Francis Francisco Francois Frank Frankie Franz Fred Freddie Frederic Frederick Frederik
Fritz Gabriel Gabriela Gabriele Gael Gareth Garrett Gary Gavin Gene Geoff Geoffrey Georg George Georges
Georgia Georgina Gerald Gerard Gergely Gerhard Gerry Gianluca Gideon Gilbert Giles Gina Giorgio Giovanni
Gita Giulia Giuseppe Glen Glenn Gloria Goran Gordon Gracy Graham Grant Greg Gregg Gregor Gregory Greta
Grzegorz Guido Guillaume Guillermo Gunther Gustavo Guy Gwen Hamza Hank Hannah Hans Hao Harald Harold Harriet
Harrison Harry Haruhiko Haruki Harvey Hassan Havard Hayden Hayley Heath Heather Hector Heidi Heike Heiko
Helen Helena Helene Henri Henrik Henry Herbert Herman Hester Hilary Hiroshi Holger Holly Howard Hubert Hugh
Hugo Hussein Ian Ibrahim Ignacio Igor Ilya Imran Ingrid Irene Irina Iris Isaac Isabel Isabella Isabelle
Istvan Ivan Ivana Ivo Jack Jackie Jackson Jacob Jacqueline Jacques Jaime Jake Jakob Jakub James Jamie Jan
Janae Jane Janet Janice Jared Jaret Jarrod Jasmine Jason Javier Jay Jayden Jayne Jean Jeanette Jed Jeff
Jeffrey Jelena Jenna Jennifer Jenny Jens Jeremy Jeroen Jerome Jerry Jesper Jesse Jessica Jethro Jian Jihan
Jihoon Jill Jim Jimmy Jing Jiri Joachim Joan Joanna Joanne Joaquin Jochen Jodie Joe Joel Joerg Johan Johann
Johanna Johannes John Johnny Jon Jonas Jonathan Joost Jordi Jorge Jose Josef Joseph Josephine Josh Joshua
Joyce Juan Judith Judy Juha Juhani Jukka Julia Julian Juliana Julie Julien Juliet Julio Julius Jun Jurgen
Justin Kai Kapil Karan Karen Karim Karin Karina Karl Karla Karolina Kate Katerina Katharina Katherine
Kathleen Kathryn Kathy Katie Katrina Kay Keith Kelly Kelvin Ken Kenji Kenneth Kenny Kent Kenta Kerry Kevin
Khaled Kieran Kim Kimberly Kirill Kirk Kirsten Klaus Kofi Konrad Konstantin Kris Krishna Kristen Kristian
Kristin Kristina Krzysztof Kurt Kwame Kyle Kylie Kyung Lara Larry Lars Lasse Laszlo Laura Lauren Laurence
Laurent Lawrence Leah Lee Leif Leila Lena Lenny Leo Leon Leonard Leonardo Leonid Leslie Levente Levi Lewis
Liam Lidia Lillian Lily Lina Linda Lindsay Lindsey Lionel Lisa Lloyd Loic Lorenzo Lori Lothar Louis Louise
Luc Luca Lucas Lucia Lucy Luis Luisa Luiz Lukas Lukasz Luke Lydia Lynn Lynnette Maarten Maciej Mackenzie
Madeleine Mads Magdalena Mahmoud Malcolm Malik Manfred Manish Manuel Manuela Mara Marc Marcel Marcelo Marcia
Marcin Marco Marcos Marcus Margaret Margarita Maria Mariana Marie Marieke Marina Mario Marion Marisa Marissa
Marjorie Mark Marko Markus Marta Martha Martin Martina Marvin Mary Masato Mason Massimo Mateo Mateusz
Mathias Mathieu Mathilde Matt Matteo Matthew Matthias Matthijs Mattias Maureen Maurice Mauricio Mauro Max
Maxim Maxime Maximilian Maya Megan Mehdi Mehmet Melanie Melinda Melissa Mercedes Meredith Micah Michael
Michaela Michal Michel Michele Michelle Miguel Mihai Mikael Mike Mikhail Mikko Milan Milena Miles Milos Ming
Minh Minsu Miranda Miriam Mirko Mitch Mitchell Mohamed Mohammad Mohammed Mohit Moises Molly Mona Monica
Monika Morgan Moritz Morten Moses Muhammad Mustafa Myles Nadia Naomi Natalia Natalie Natasha Nate Nathalie
Nathan Nathaniel Neal Neel Neeraj Neil Nell Nelson Nemanja Ngozi Niall Nic Nicholas Nick Nicola Nicolai
Nicolas Nicole Nigel Nikhil Nikita Niklas Nikola Nikolai Nikolay Nils Nina Nischal Noah Noel Noelle Nora
Norbert Norman Octavio Olaf Oleg Oleksandr Oleksii Olga Oliver Olivia Olivier Omar Ondrej Orlando Oscar
Oskar Otto Owen Pablo Paige Pamela Paolo Pascal Pat Patrice Patricia Patrick Patrik Paul Paula Paulo Pavel
Pawel Pedro Peggy Penelope Penny Percy Perianne Pete Peter Petr Petra Petteri Phil Philip Philipp Philippe
Phillip Phyllis Pierre Pieter Piotr Pooja Prakash Prashant Pratik Priya Quentin Quinn Quinten Rachael Rachel
Rafael Ragnar Rahul Raj Rajesh Rajiv Ralf Ralph Ram Ramesh Ramon Randall Randy Raoul Raphael Rashid Rasmus
Raul Ravi Ray Raymond Rebecca Rebekah Reed Regina Reginald Reinhard Rene Renee Ricardo Riccardo Richard Rick
Ricky Rob Robbie Robert Roberta Roberto Robin Rodney Rodrigo Roger Rohan Rohit Roland Rolf Roman Ron Ronald
Ronaldo Ronan Ronghui Ronnie Rory Rosa Rosalind Rosemary Rosie Ross Roxanne Roy Ruben Rudolf Rufus Rupert
Ruslan Russell Ruth Ryan Sabine Sabrina Sachin Saeed Sally Salma Salman Salvador Salvatore Sam Samantha
Samir Samson Samuel Sandeep Sander Sandra Sandy Sanjay Sara Sarah Sasha Satya Saul Scott Sean Sebastian
Serena Serge Sergei Sergey Sergii Sergio Seth Seung Shane Shannon Shantanu Sharon Shaun Shauna Shaurya Shawn
Sheila Sheldon Shelley Sherry Shinji Shirley Siddharth Siddhartha Sigrid Sigurd Silvia Simon Simone Sofia
Sonia Sophia Sophie Soren Sota Spencer Stacey Stacy Stan Stanislav Stanley Stefan Stefania Stefano Steffen
Stella Stephan Stephane Stephanie Stephen Steve Steven Stewart Stuart Sumit Sundar Sunil Suresh Susan
Susanna Susanne Suzanne Sven Svetlana Sylvia Sylvie Takashi Tal Tamara Tanya Tara Tariq Taro Tatiana Taylor
Ted Teresa Terrence Terry Tess Thanh Theo Theodore Theresa Thibault Thierry Thijs Thomas Tiago Tiffany Tim
Timo Timofey Timothee Timothy Timur Tina Tobias Toby Todd Tom Tomas Tomasz Tommy Tony Torsten Tracey Tracy
Travis Trevor Tristan Troy Tyler Uday Ulrich Ulrike Umar Ursula Uwe Vaclav Vadim Valentin Valentina Valeria
Valerie Vanessa Vasily Vera Veronica Veronika Vicki Vicky Victor Victoria Vijay Vikram Viktor Viktoria Vince
Vincent Vincenzo Vinod Virginie Vitaly Vivek Vivian Vivien Vlad Vladimir Volker Wade Waleed Walter Wanda
Warren Wayne Wei Wendy Werner Wesley Whitney Wilfred Wilhelm Willem William Willy Wojciech Wolfgang Xavier
Xiao Yan Yana Yannick Yasmin Yasmine Yevgeny Yolanda Yuki Yuliya Yuri Yusuf Yusuke Yves Yvonne Zac Zach
Zachary Zack Zainab Zane Zara Zhang Zoe Zoltan Zoran Zsolt
"""
_ROLES_BEFORE = """
advisor adviser advocate analyst artist attorney author billionaire chair chairman chairwoman co-founder
cofounder co-founders co-host co-author commentator commissioner congressman congresswoman contributor
counsel creator developer director economist editor engineer entrepreneur executive expert founder founders
governor head host influencer investigator investor journalist judge lawmaker lawyer manager mayor minister
officer partner podcaster president principal professor programmer prosecutor pundit reporter researcher
scientist senator sleuth spokesman spokesperson spokeswoman strategist technician trader veteran
whistleblower CEO CFO CIO CLO CMO COO CTO Co-Founder Dr Dr. Justice Mr Mr. Mrs Mrs. Ms Ms. Prof. Rep.
Representative Reps. Secretary Sen. Sheikh Analyst Attorney Chairman Chairwoman Co-founder Commissioner
Congressman Congresswoman Director Economist Engineer Founder Governor Judge Lawyer Mayor Minister President
Professor Prosecutor Researcher Senator Strategist
"""
_PSEUDONYM_ROLES = "analyst trader influencer pundit commentator sleuth"
_ROLES_AFTER = """
advisor adviser advocate analyst attorney author chair chairman chairwoman co-founder cofounder co-head
commentator commissioner counsel developer director economist editor engineer entrepreneur executive founder
governor head host influencer investor journalist judge lawyer lead manager minister officer partner
president professor prosecutor reporter researcher spokesman spokesperson spokeswoman strategist trader CEO
CFO CIO CLO CMO COO CTO Chief Co-CEO Co-Founder General
"""
_COMPANY_ROLES = """
CEO CFO CIO CLO CMO COO CTO co-CEO co-founder cofounder co-founders founder founders chairman chairwoman
president executive executives spokesperson spokesman spokeswoman analyst analysts researchers economists
"""
_COMPANIES = """
affiliate agency airline auditor bank bookmaker brand broadcaster broker brokerage carmaker casino
chipmaker club company conglomerate consortium consultancy custodian exchange fintech firm foundation
giant grocer group insurer issuer lender magazine maker manufacturer marketplace miner neobank newspaper
nonprofit operator outlet processor producer provider publication publisher regulator retailer start-up
startup studio subsidiary supplier utility watchdog
"""
_COMPANY_ENDS = """
Agency Airlines Airways Association Bancorp Bank Capital Corp Corporation Federation Foundation GmbH
Group Holdings Inc Institute Labs League Limited LLC LLP Ltd Organisation Organization Partners PLC
Studios Technologies University Ventures
"""
_VAGUE_COMPANY_ENDS = """
Advisers Advisors Advisory Agency Associates Authority Brokerage Bureau Commission Committee Consulting
Council Court Energy Entertainment Games Gazette Herald Holding Industries Insurance International
Investments Journal Magazine Management Markets Ministry Motors Newspaper Party Pharma Police Research
Securities Semiconductor Society Software Solutions Studio Systems Technology Telecom Times Tribune
"""
_BODY_ENDS = """
Administration Agency Authority Bureau Commission Council Court Directorate Ministry Police Tribunal
"""
_LAW_ENDS = """
Act Bill Directive Ordinance
"""
_FORMAL_TITLES = """
Chancellor Congressman Congresswoman Dr Dr. Gov. Governor Judge Justice Minister Mr Mr. Mrs Mrs. Ms Ms.
Premier President Prof. Professor Rep. Representative Sen. Senator
"""
_SPEECH = """
acknowledged added adds argued argues believes claimed concluded continued emphasised emphasized expects
explained explains highlighted noted notes pleaded pointed predicts recalled resigned said says stated states
suggested testified thinks told tweeted warned warns writes wrote
"""
_NO_NAMES = """
A Accessing According Acquisition Act Acting Actionable Additionally Adoption Africa African After Agentic
Ahead All Also Alternative Although America American Americas An Analysis Analysts And Another Any Approach
April Are Argentina As Asia Asian Asset Assets Astonishing At August Australia Australian Austria Author
Autonomous Bear Because Big Bitcoin Blockchain Board Bond Bonds Boosts Both Brazil Brazilian Britain British
Budget Bull But By California Canada Canadian Captivates Central CEO CFO Challenges Chief China Chinese City
Clean Cloud Cloud-Based Coin Company Compliance Congress COO Corporate Court Credible Crypto Cryptocurrency
CTO Culprit Currency Currently Custody Cuts Czech Daily DAO Data December Decentralized Decision DeFi Defi
Democrat Democratic Deploy Deputy Despite Developing Dhabi Digital Dirham Dollar Dubai During Dutch Each
Earlier East Election Electric Emerging Enforcement English ETF ETFs EU Europe European Even Every Ex
Exchange Exclusive Favorable February Federal Fellow Finally Finance Financial First Florida Focus For
Foreign Former France Freeze French Fresh Friday From Funds Furthermore Future Gambling Gas General German
Germany Global Gold Government Greek Green Groundbreaking Growth Guest He Hedge Her Here High Higher His
HODLing Holder Hong House However Hungary I If Impact Importance In Increased Independent Index India Indian
Indonesia Insights Institutional Interconnected Interest International Introducing Invest Investigative
Investment Investments Investor Iran Israel Israeli It Italian Italy Its January Japan Japanese Journal July
June Key King Known Korea Korean Last Late Later Latin Lead Leading Less Level Liquidity Live Local London
Major Managing Many March Market Massive May Meanwhile Meme Messaging Mexico Miami Middle Millions Miner
Miners Mining Ministerial Monday Monetary Money More Moreover Most Much Multiple Multisig Municipal Mutual
My Namely National Network New Next NFT NFTs Nigeria No North Not Notably November October Of Official Old
On Once One Online Open Opinion Or Other Our Overall Pain Pakistan Paris Payment Payments Per Pizza Popular
Portfolio POW Power Power-Up Presentation President Presidential Price Prime Private Project Protocol Public
Quantum Rate Read Real Recent Recently Regulatory Related Renewable Reported Republican Research Reserve
Retail Rise Risk Royal Russia Russian Salary Saturday Seamless Second Security Senate Senior September
Sequential Several Shakes Share Shares She Since Singapore Smart So Some South Spain Spanish Special Spot
Stablecoin Startle Startles State States Still Stock Strategic Street Structure Such Summary Sunday
Supervisory Support Supported Supreme Sweden Swiss Switzerland Taiwan Taproot Target Tech Technical Tensions
Texas Thailand The Their Then There These They Third This Those Though Three Thursday Thus To Today Token
Tokenization Tokenized Top Trade Trading Traditional Transferable Treasury Tree Trend Tuesday Turkey Turkish
Two U.K. U.S. UAE UK Ukraine Ukrainian Under United Universal Unleashes Until US USA User Venture Vice
Vietnam VIP Virtual Wall Wave Waves We Wealth Web3 Wednesday Week Weekly West Western Whale Whales When
While White Why With Working World X Yen Yet York You Your
"""
_HEADLINE_VERBS = """
Accuses Addresses Adds Aims Announces Approves Attracts Backs Believes Braces Breaks Buys Calls Claims
Confirms Crashes Cuts Denies Discusses Drives Drops Expands Expects Explains Explores Eyes Faces Falls Files
Flips Forecasts Gains Gets Goes Has Hints Hits Holds Introduces Is Joins Jumps Launches Leads Looks Makes
Moves Names Offers Opens Outlines Plans Plunges Posts Predicts Pushes Raises Reaches Reacts Rejects Releases
Reports Responds Reveals Rises Says Secures Sees Sells Sets Shares Shows Signals Slams Spikes Steps Sues
Surges Surpasses Takes Targets Teases Tells Thinks Tops Trades Turning Turns Unveils Urges Uses Wants Warns
Weighs Welcomes Wins
"""


def _in_both_cases(words: str) -> frozenset[str]:
    return frozenset(word for each in words.split() for word in (each, each[0].upper() + each[1:]))


GIVEN_NAMES = frozenset(_GIVEN_NAMES.split())
"""Given names that are hardly anything else where a capitalised word follows."""

ROLES_BEFORE = frozenset(_ROLES_BEFORE.split())
"""What people are called directly before their names."""

PSEUDONYM_ROLES = frozenset(_PSEUDONYM_ROLES.split())
"""Roles whose bearers are often known by one invented word."""

ROLES_AFTER = _in_both_cases(_ROLES_AFTER)
"""What people are called behind their names and a comma."""

COMPANY_ROLES = frozenset(_COMPANY_ROLES.split())
"""What people are called directly behind the name of their company."""

COMPANIES = frozenset(_COMPANIES.split())
"""What companies are called."""

COMPANY_ENDS = frozenset(_COMPANY_ENDS.split())
"""Last words of the names of companies and public bodies."""

VAGUE_COMPANY_ENDS = frozenset(_VAGUE_COMPANY_ENDS.split())
"""The same, where the words are ordinary ones, too, as in a caption: `Risk Management`."""

BODY_ENDS = frozenset(_BODY_ENDS.split())
"""Last words of the names of public bodies, which are often made of general words alone."""

LAW_ENDS = frozenset(_LAW_ENDS.split())
"""Last words of the names of laws."""

NUMBERED_BILLS = frozenset({"Bill", "HB", "H.R.", "SB"})
"""What stands before the number of a bill."""

FORMAL_TITLES = frozenset(_FORMAL_TITLES.split())
"""Titles after which a surname may stand alone, although nobody of that name was introduced in full."""

SPEECH = frozenset(_SPEECH.split())
"""What people do by whose surnames alone a text speaks of them."""

OF_BODY = frozenset(
    {"Bank", "Bureau", "Court", "Department", "Institute", "Ministry", "Office", "University"}
)
"""First words of public bodies: `Ministry of Finance`."""

NO_NAMES = frozenset(_NO_NAMES.split()) | frozenset(_HEADLINE_VERBS.split())
"""Capitalised words that are no name by themselves: places, months, general words, verbs of headlines."""
