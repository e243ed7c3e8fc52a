BEGIN TRANSACTION;
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL);
CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created" datetime NOT NULL, "sent" datetime NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
INSERT INTO "auth_group" VALUES
(1,'Moderators'),
(2,'Editors');
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "auth_group_permissions" VALUES
(1,2,105),
(2,1,105),
(3,2,106),
(4,2,107),
(5,2,108),
(6,1,106),
(7,1,107),
(8,1,108),
(9,2,109),
(10,1,109),
(11,2,112),
(12,2,110),
(13,2,111),
(14,1,112),
(15,1,110),
(16,1,111),
(17,2,113),
(18,1,113);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
INSERT INTO "auth_permission" VALUES
(1,3,'add_locale','Can add locale'),
(2,3,'change_locale','Can change locale'),
(3,3,'delete_locale','Can delete locale'),
(4,3,'view_locale','Can view locale'),
(5,4,'add_site','Can add site'),
(6,4,'change_site','Can change site'),
(7,4,'delete_site','Can delete site'),
(8,4,'view_site','Can view site'),
(9,5,'add_groupsitepermission','Can add group site permission'),
(10,5,'change_groupsitepermission','Can change group site permission'),
(11,5,'delete_groupsitepermission','Can delete group site permission'),
(12,5,'view_groupsitepermission','Can view group site permission'),
(13,6,'add_modellogentry','Can add model log entry'),
(14,6,'change_modellogentry','Can change model log entry'),
(15,6,'delete_modellogentry','Can delete model log entry'),
(16,6,'view_modellogentry','Can view model log entry'),
(17,7,'add_revision','Can add revision'),
(18,7,'change_revision','Can change revision'),
(19,7,'delete_revision','Can delete revision'),
(20,7,'view_revision','Can view revision'),
(21,8,'add_collectionviewrestriction','Can add collection view restriction'),
(22,8,'change_collectionviewrestriction','Can change collection view restriction'),
(23,8,'delete_collectionviewrestriction','Can delete collection view restriction'),
(24,8,'view_collectionviewrestriction','Can view collection view restriction'),
(25,9,'add_collection','Can add collection'),
(26,9,'change_collection','Can change collection'),
(27,9,'delete_collection','Can delete collection'),
(28,9,'view_collection','Can view collection'),
(29,10,'add_groupcollectionpermission','Can add group collection permission'),
(30,10,'change_groupcollectionpermission','Can change group collection permission'),
(31,10,'delete_groupcollectionpermission','Can delete group collection permission'),
(32,10,'view_groupcollectionpermission','Can view group collection permission'),
(33,11,'add_uploadedfile','Can add uploaded file'),
(34,11,'change_uploadedfile','Can change uploaded file'),
(35,11,'delete_uploadedfile','Can delete uploaded file'),
(36,11,'view_uploadedfile','Can view uploaded file'),
(37,12,'add_workflowcontenttype','Can add workflow content type'),
(38,12,'change_workflowcontenttype','Can change workflow content type'),
(39,12,'delete_workflowcontenttype','Can delete workflow content type'),
(40,12,'view_workflowcontenttype','Can view workflow content type'),
(41,13,'add_workflowstate','Can add Workflow state'),
(42,13,'change_workflowstate','Can change Workflow state'),
(43,13,'delete_workflowstate','Can delete Workflow state'),
(44,13,'view_workflowstate','Can view Workflow state'),
(45,14,'add_workflow','Can add workflow'),
(46,14,'change_workflow','Can change workflow'),
(47,14,'delete_workflow','Can delete workflow'),
(48,14,'view_workflow','Can view workflow'),
(49,15,'add_workflowtask','Can add workflow task order'),
(50,15,'change_workflowtask','Can change workflow task order'),
(51,15,'delete_workflowtask','Can delete workflow task order'),
(52,15,'view_workflowtask','Can view workflow task order'),
(53,16,'add_task','Can add task'),
(54,16,'change_task','Can change task'),
(55,16,'delete_task','Can delete task'),
(56,16,'view_task','Can view task'),
(57,2,'add_groupapprovaltask','Can add Group approval task'),
(58,2,'change_groupapprovaltask','Can change Group approval task'),
(59,2,'delete_groupapprovaltask','Can delete Group approval task'),
(60,2,'view_groupapprovaltask','Can view Group approval task'),
(61,17,'add_taskstate','Can add Task state'),
(62,17,'change_taskstate','Can change Task state'),
(63,17,'delete_taskstate','Can delete Task state'),
(64,17,'view_taskstate','Can view Task state'),
(65,1,'add_page','Can add page'),
(66,1,'change_page','Can change page'),
(67,1,'delete_page','Can delete page'),
(68,1,'view_page','Can view page'),
(69,1,'bulk_delete_page','Delete pages with children'),
(70,1,'lock_page','Lock/unlock pages you''ve locked'),
(71,1,'publish_page','Publish any page'),
(72,1,'unlock_page','Unlock any page'),
(73,18,'add_grouppagepermission','Can add group page permission'),
(74,18,'change_grouppagepermission','Can change group page permission'),
(75,18,'delete_grouppagepermission','Can delete group page permission'),
(76,18,'view_grouppagepermission','Can view group page permission'),
(77,19,'add_pageviewrestriction','Can add page view restriction'),
(78,19,'change_pageviewrestriction','Can change page view restriction'),
(79,19,'delete_pageviewrestriction','Can delete page view restriction'),
(80,19,'view_pageviewrestriction','Can view page view restriction'),
(81,20,'add_workflowpage','Can add workflow page'),
(82,20,'change_workflowpage','Can change workflow page'),
(83,20,'delete_workflowpage','Can delete workflow page'),
(84,20,'view_workflowpage','Can view workflow page'),
(85,21,'add_pagelogentry','Can add page log entry'),
(86,21,'change_pagelogentry','Can change page log entry'),
(87,21,'delete_pagelogentry','Can delete page log entry'),
(88,21,'view_pagelogentry','Can view page log entry'),
(89,22,'add_comment','Can add comment'),
(90,22,'change_comment','Can change comment'),
(91,22,'delete_comment','Can delete comment'),
(92,22,'view_comment','Can view comment'),
(93,23,'add_commentreply','Can add comment reply'),
(94,23,'change_commentreply','Can change comment reply'),
(95,23,'delete_commentreply','Can delete comment reply'),
(96,23,'view_commentreply','Can view comment reply'),
(97,24,'add_pagesubscription','Can add page subscription'),
(98,24,'change_pagesubscription','Can change page subscription'),
(99,24,'delete_pagesubscription','Can delete page subscription'),
(100,24,'view_pagesubscription','Can view page subscription'),
(101,25,'add_referenceindex','Can add reference index'),
(102,25,'change_referenceindex','Can change reference index'),
(103,25,'delete_referenceindex','Can delete reference index'),
(104,25,'view_referenceindex','Can view reference index'),
(105,26,'access_admin','Can access Wagtail admin'),
(106,27,'add_document','Can add document'),
(107,27,'change_document','Can change document'),
(108,27,'delete_document','Can delete document'),
(109,27,'choose_document','Can choose document'),
(110,28,'add_image','Can add image'),
(111,28,'change_image','Can change image'),
(112,28,'delete_image','Can delete image'),
(113,28,'choose_image','Can choose image'),
(114,29,'add_homepage','Can add home page'),
(115,29,'change_homepage','Can change home page'),
(116,29,'delete_homepage','Can delete home page'),
(117,29,'view_homepage','Can view home page'),
(118,30,'add_infopage','Can add information page'),
(119,30,'change_infopage','Can change information page'),
(120,30,'delete_infopage','Can delete information page'),
(121,30,'view_infopage','Can view information page'),
(122,31,'add_newsindexpage','Can add list of news'),
(123,31,'change_newsindexpage','Can change list of news'),
(124,31,'delete_newsindexpage','Can delete list of news'),
(125,31,'view_newsindexpage','Can view list of news'),
(126,32,'add_newspage','Can add piece of news'),
(127,32,'change_newspage','Can change piece of news'),
(128,32,'delete_newspage','Can delete piece of news'),
(129,32,'view_newspage','Can view piece of news'),
(130,33,'add_concern','Can add concern'),
(131,33,'change_concern','Can change concern'),
(132,33,'delete_concern','Can delete concern'),
(133,33,'view_concern','Can view concern'),
(134,34,'add_concernevent','Can add step of a concern'),
(135,34,'change_concernevent','Can change step of a concern'),
(136,34,'delete_concernevent','Can delete step of a concern'),
(137,34,'view_concernevent','Can view step of a concern'),
(138,35,'add_elder','Can add elder'),
(139,35,'change_elder','Can change elder'),
(140,35,'delete_elder','Can delete elder'),
(141,35,'view_elder','Can view elder'),
(142,36,'add_emergencycontact','Can add emergency contact'),
(143,36,'change_emergencycontact','Can change emergency contact'),
(144,36,'delete_emergencycontact','Can delete emergency contact'),
(145,36,'view_emergencycontact','Can view emergency contact'),
(146,37,'add_historicalelder','Can add historical elder'),
(147,37,'change_historicalelder','Can change historical elder'),
(148,37,'delete_historicalelder','Can delete historical elder'),
(149,37,'view_historicalelder','Can view historical elder'),
(150,38,'add_visitplan','Can add plan'),
(151,38,'change_visitplan','Can change plan'),
(152,38,'delete_visitplan','Can delete plan'),
(153,38,'view_visitplan','Can view plan'),
(154,39,'add_visit','Can add visit'),
(155,39,'change_visit','Can change visit'),
(156,39,'delete_visit','Can delete visit'),
(157,39,'view_visit','Can view visit'),
(158,40,'add_visitreport','Can add visit report'),
(159,40,'change_visitreport','Can change visit report'),
(160,40,'delete_visitreport','Can delete visit report'),
(161,40,'view_visitreport','Can view visit report'),
(162,41,'add_timeshortage','Can add shortage of time'),
(163,41,'change_timeshortage','Can change shortage of time'),
(164,41,'delete_timeshortage','Can delete shortage of time'),
(165,41,'view_timeshortage','Can view shortage of time'),
(166,42,'add_missingvolunteers','Can add missing volunteers'),
(167,42,'change_missingvolunteers','Can change missing volunteers'),
(168,42,'delete_missingvolunteers','Can delete missing volunteers'),
(169,42,'view_missingvolunteers','Can view missing volunteers'),
(170,43,'add_closure','Can add closure'),
(171,43,'change_closure','Can change closure'),
(172,43,'delete_closure','Can delete closure'),
(173,43,'view_closure','Can view closure'),
(174,44,'add_repair','Can add repair'),
(175,44,'change_repair','Can change repair'),
(176,44,'delete_repair','Can delete repair'),
(177,44,'view_repair','Can view repair'),
(178,45,'add_repairedvisit','Can add visit matched again'),
(179,45,'change_repairedvisit','Can change visit matched again'),
(180,45,'delete_repairedvisit','Can delete visit matched again'),
(181,45,'view_repairedvisit','Can view visit matched again'),
(182,46,'add_standinsearch','Can add search for a stand-in'),
(183,46,'change_standinsearch','Can change search for a stand-in'),
(184,46,'delete_standinsearch','Can delete search for a stand-in'),
(185,46,'view_standinsearch','Can view search for a stand-in'),
(186,47,'add_standin','Can add stand-in'),
(187,47,'change_standin','Can change stand-in'),
(188,47,'delete_standin','Can delete stand-in'),
(189,47,'view_standin','Can view stand-in'),
(190,48,'add_servicerequest','Can add service request'),
(191,48,'change_servicerequest','Can change service request'),
(192,48,'delete_servicerequest','Can delete service request'),
(193,48,'view_servicerequest','Can view service request'),
(194,49,'add_requestevent','Can add step of a request'),
(195,49,'change_requestevent','Can change step of a request'),
(196,49,'delete_requestevent','Can delete step of a request'),
(197,49,'view_requestevent','Can view step of a request'),
(198,50,'add_skill','Can add skill'),
(199,50,'change_skill','Can change skill'),
(200,50,'delete_skill','Can delete skill'),
(201,50,'view_skill','Can view skill'),
(202,51,'add_assignment','Can add assignment'),
(203,51,'change_assignment','Can change assignment'),
(204,51,'delete_assignment','Can delete assignment'),
(205,51,'view_assignment','Can view assignment'),
(206,52,'add_assignmentevent','Can add step of an assignment'),
(207,52,'change_assignmentevent','Can change step of an assignment'),
(208,52,'delete_assignmentevent','Can delete step of an assignment'),
(209,52,'view_assignmentevent','Can view step of an assignment'),
(210,53,'add_historicalvolunteer','Can add historical volunteer'),
(211,53,'change_historicalvolunteer','Can change historical volunteer'),
(212,53,'delete_historicalvolunteer','Can delete historical volunteer'),
(213,53,'view_historicalvolunteer','Can view historical volunteer'),
(214,54,'add_project','Can add project'),
(215,54,'change_project','Can change project'),
(216,54,'delete_project','Can delete project'),
(217,54,'view_project','Can view project'),
(218,55,'add_task','Can add task'),
(219,55,'change_task','Can change task'),
(220,55,'delete_task','Can delete task'),
(221,55,'view_task','Can view task'),
(222,56,'add_team','Can add team'),
(223,56,'change_team','Can change team'),
(224,56,'delete_team','Can delete team'),
(225,56,'view_team','Can view team'),
(226,57,'add_historicalproject','Can add historical project'),
(227,57,'change_historicalproject','Can change historical project'),
(228,57,'delete_historicalproject','Can delete historical project'),
(229,57,'view_historicalproject','Can view historical project'),
(230,58,'add_volunteer','Can add volunteer'),
(231,58,'change_volunteer','Can change volunteer'),
(232,58,'delete_volunteer','Can delete volunteer'),
(233,58,'view_volunteer','Can view volunteer'),
(234,59,'add_teammember','Can add team member'),
(235,59,'change_teammember','Can change team member'),
(236,59,'delete_teammember','Can delete team member'),
(237,59,'view_teammember','Can view team member'),
(238,60,'add_historicalteam','Can add historical team'),
(239,60,'change_historicalteam','Can change historical team'),
(240,60,'delete_historicalteam','Can delete historical team'),
(241,60,'view_historicalteam','Can view historical team'),
(242,61,'add_volunteerskill','Can add skill of a volunteer'),
(243,61,'change_volunteerskill','Can change skill of a volunteer'),
(244,61,'delete_volunteerskill','Can delete skill of a volunteer'),
(245,61,'view_volunteerskill','Can view skill of a volunteer'),
(246,62,'add_absence','Can add absence'),
(247,62,'change_absence','Can change absence'),
(248,62,'delete_absence','Can delete absence'),
(249,62,'view_absence','Can view absence'),
(250,63,'add_calendarfeed','Can add calendar address'),
(251,63,'change_calendarfeed','Can change calendar address'),
(252,63,'delete_calendarfeed','Can delete calendar address'),
(253,63,'view_calendarfeed','Can view calendar address'),
(254,64,'add_plannedstop','Can add planned stop'),
(255,64,'change_plannedstop','Can change planned stop'),
(256,64,'delete_plannedstop','Can delete planned stop'),
(257,64,'view_plannedstop','Can view planned stop'),
(258,65,'add_historicalfacility','Can add historical care point'),
(259,65,'change_historicalfacility','Can change historical care point'),
(260,65,'delete_historicalfacility','Can delete historical care point'),
(261,65,'view_historicalfacility','Can view historical care point'),
(262,66,'add_facility','Can add care point'),
(263,66,'change_facility','Can change care point'),
(264,66,'delete_facility','Can delete care point'),
(265,66,'view_facility','Can view care point'),
(266,67,'add_facilitycorrection','Can add reported error'),
(267,67,'change_facilitycorrection','Can change reported error'),
(268,67,'delete_facilitycorrection','Can delete reported error'),
(269,67,'view_facilitycorrection','Can view reported error'),
(270,68,'add_historicalsocialorganization','Can add historical social organization'),
(271,68,'change_historicalsocialorganization','Can change historical social organization'),
(272,68,'delete_historicalsocialorganization','Can delete historical social organization'),
(273,68,'view_historicalsocialorganization','Can view historical social organization'),
(274,69,'add_socialorganization','Can add social organization'),
(275,69,'change_socialorganization','Can change social organization'),
(276,69,'delete_socialorganization','Can delete social organization'),
(277,69,'view_socialorganization','Can view social organization'),
(278,70,'add_organizationmember','Can add member'),
(279,70,'change_organizationmember','Can change member'),
(280,70,'delete_organizationmember','Can delete member'),
(281,70,'view_organizationmember','Can view member'),
(282,71,'add_account','Can add account'),
(283,71,'change_account','Can change account'),
(284,71,'delete_account','Can delete account'),
(285,71,'view_account','Can view account'),
(286,72,'add_servicerecord','Can add service record'),
(287,72,'change_servicerecord','Can change service record'),
(288,72,'delete_servicerecord','Can delete service record'),
(289,72,'view_servicerecord','Can view service record'),
(290,73,'add_staraward','Can add star'),
(291,73,'change_staraward','Can change star'),
(292,73,'delete_staraward','Can delete star'),
(293,73,'view_staraward','Can view star'),
(294,74,'add_transfer','Can add transfer'),
(295,74,'change_transfer','Can change transfer'),
(296,74,'delete_transfer','Can delete transfer'),
(297,74,'view_transfer','Can view transfer'),
(298,75,'add_accountslot','Can add slot of an account'),
(299,75,'change_accountslot','Can change slot of an account'),
(300,75,'delete_accountslot','Can delete slot of an account'),
(301,75,'view_accountslot','Can view slot of an account'),
(302,76,'add_partner','Can add partner'),
(303,76,'change_partner','Can change partner'),
(304,76,'delete_partner','Can delete partner'),
(305,76,'view_partner','Can view partner'),
(306,77,'add_offer','Can add offer'),
(307,77,'change_offer','Can change offer'),
(308,77,'delete_offer','Can delete offer'),
(309,77,'view_offer','Can view offer'),
(310,78,'add_partnerstaff','Can add partner''s staff'),
(311,78,'change_partnerstaff','Can change partner''s staff'),
(312,78,'delete_partnerstaff','Can delete partner''s staff'),
(313,78,'view_partnerstaff','Can view partner''s staff'),
(314,79,'add_voucher','Can add voucher'),
(315,79,'change_voucher','Can change voucher'),
(316,79,'delete_voucher','Can delete voucher'),
(317,79,'view_voucher','Can view voucher'),
(318,80,'add_certificate','Can add certificate'),
(319,80,'change_certificate','Can change certificate'),
(320,80,'delete_certificate','Can delete certificate'),
(321,80,'view_certificate','Can view certificate'),
(322,81,'add_certificatefile','Can add file of a certificate'),
(323,81,'change_certificatefile','Can change file of a certificate'),
(324,81,'delete_certificatefile','Can delete file of a certificate'),
(325,81,'view_certificatefile','Can view file of a certificate'),
(326,82,'add_certificateending','Can add end of a certificate'),
(327,82,'change_certificateending','Can change end of a certificate'),
(328,82,'delete_certificateending','Can delete end of a certificate'),
(329,82,'view_certificateending','Can view end of a certificate'),
(330,83,'add_certifiedrecord','Can add record of a certificate'),
(331,83,'change_certifiedrecord','Can change record of a certificate'),
(332,83,'delete_certifiedrecord','Can delete record of a certificate'),
(333,83,'view_certifiedrecord','Can view record of a certificate'),
(334,84,'add_starobjection','Can add objection to a star'),
(335,84,'change_starobjection','Can change objection to a star'),
(336,84,'delete_starobjection','Can delete objection to a star'),
(337,84,'view_starobjection','Can view objection to a star'),
(338,85,'add_anomalyrun','Can add search for suspicions'),
(339,85,'change_anomalyrun','Can change search for suspicions'),
(340,85,'delete_anomalyrun','Can delete search for suspicions'),
(341,85,'view_anomalyrun','Can view search for suspicions'),
(342,86,'add_turnoverrun','Can add count of coins'),
(343,86,'change_turnoverrun','Can change count of coins'),
(344,86,'delete_turnoverrun','Can delete count of coins'),
(345,86,'view_turnoverrun','Can view count of coins'),
(346,87,'add_phonecall','Can add telephone check'),
(347,87,'change_phonecall','Can change telephone check'),
(348,87,'delete_phonecall','Can delete telephone check'),
(349,87,'view_phonecall','Can view telephone check'),
(350,88,'add_phonecallattempt','Can add telephone call'),
(351,88,'change_phonecallattempt','Can change telephone call'),
(352,88,'delete_phonecallattempt','Can delete telephone call'),
(353,88,'view_phonecallattempt','Can view telephone call'),
(354,89,'add_phonesample','Can add sample for telephone checks'),
(355,89,'change_phonesample','Can change sample for telephone checks'),
(356,89,'delete_phonesample','Can delete sample for telephone checks'),
(357,89,'view_phonesample','Can view sample for telephone checks'),
(358,90,'add_suspicion','Can add suspicion'),
(359,90,'change_suspicion','Can change suspicion'),
(360,90,'delete_suspicion','Can delete suspicion'),
(361,90,'view_suspicion','Can view suspicion'),
(362,91,'add_credithold','Can add credit set aside'),
(363,91,'change_credithold','Can change credit set aside'),
(364,91,'delete_credithold','Can delete credit set aside'),
(365,91,'view_credithold','Can view credit set aside'),
(366,92,'add_suspicionevent','Can add step of a check'),
(367,92,'change_suspicionevent','Can change step of a check'),
(368,92,'delete_suspicionevent','Can delete step of a check'),
(369,92,'view_suspicionevent','Can view step of a check'),
(370,93,'add_turnover','Can add coins moved in a month'),
(371,93,'change_turnover','Can change coins moved in a month'),
(372,93,'delete_turnover','Can delete coins moved in a month'),
(373,93,'view_turnover','Can view coins moved in a month'),
(374,94,'add_earmark','Can add donation to a person in difficulty'),
(375,94,'change_earmark','Can change donation to a person in difficulty'),
(376,94,'delete_earmark','Can delete donation to a person in difficulty'),
(377,94,'view_earmark','Can view donation to a person in difficulty'),
(378,95,'add_expirynotice','Can add notice of coins that end'),
(379,95,'change_expirynotice','Can change notice of coins that end'),
(380,95,'delete_expirynotice','Can delete notice of coins that end'),
(381,95,'view_expirynotice','Can view notice of coins that end'),
(382,96,'add_nominee','Can add named successor'),
(383,96,'change_nominee','Can change named successor'),
(384,96,'delete_nominee','Can delete named successor'),
(385,96,'view_nominee','Can view named successor'),
(386,97,'add_poolgrant','Can add grant from the public pool'),
(387,97,'change_poolgrant','Can change grant from the public pool'),
(388,97,'delete_poolgrant','Can delete grant from the public pool'),
(389,97,'view_poolgrant','Can view grant from the public pool'),
(390,98,'add_settlement','Can add settlement'),
(391,98,'change_settlement','Can change settlement'),
(392,98,'delete_settlement','Can delete settlement'),
(393,98,'view_settlement','Can view settlement'),
(394,99,'add_standinginstruction','Can add standing instruction'),
(395,99,'change_standinginstruction','Can change standing instruction'),
(396,99,'delete_standinginstruction','Can delete standing instruction'),
(397,99,'view_standinginstruction','Can view standing instruction'),
(398,100,'add_message','Can add message'),
(399,100,'change_message','Can change message'),
(400,100,'delete_message','Can delete message'),
(401,100,'view_message','Can view message'),
(402,101,'add_policyrow','Can add policy'),
(403,101,'change_policyrow','Can change policy'),
(404,101,'delete_policyrow','Can delete policy'),
(405,101,'view_policyrow','Can view policy'),
(406,102,'add_dialect','Can add dialect'),
(407,102,'change_dialect','Can change dialect'),
(408,102,'delete_dialect','Can delete dialect'),
(409,102,'view_dialect','Can view dialect'),
(410,103,'add_user','Can add login'),
(411,103,'change_user','Can change login'),
(412,103,'delete_user','Can delete login'),
(413,103,'view_user','Can view login'),
(414,104,'add_historicalperson','Can add historical person'),
(415,104,'change_historicalperson','Can change historical person'),
(416,104,'delete_historicalperson','Can delete historical person'),
(417,104,'view_historicalperson','Can view historical person'),
(418,105,'add_person','Can add person'),
(419,105,'change_person','Can change person'),
(420,105,'delete_person','Can delete person'),
(421,105,'view_person','Can view person'),
(422,106,'add_mandate','Can add mandate'),
(423,106,'change_mandate','Can change mandate'),
(424,106,'delete_mandate','Can delete mandate'),
(425,106,'view_mandate','Can view mandate'),
(426,107,'add_consent','Can add consent'),
(427,107,'change_consent','Can change consent'),
(428,107,'delete_consent','Can delete consent'),
(429,107,'view_consent','Can view consent'),
(430,108,'add_accesslog','Can add access to a file'),
(431,108,'change_accesslog','Can change access to a file'),
(432,108,'delete_accesslog','Can delete access to a file'),
(433,108,'view_accesslog','Can view access to a file'),
(434,109,'add_rolegrant','Can add role'),
(435,109,'change_rolegrant','Can change role'),
(436,109,'delete_rolegrant','Can delete role'),
(437,109,'view_rolegrant','Can view role'),
(438,110,'add_kinship','Can add relative'),
(439,110,'change_kinship','Can change relative'),
(440,110,'delete_kinship','Can delete relative'),
(441,110,'view_kinship','Can view relative'),
(442,111,'add_mandateuse','Can add use of a mandate'),
(443,111,'change_mandateuse','Can change use of a mandate'),
(444,111,'delete_mandateuse','Can delete use of a mandate'),
(445,111,'view_mandateuse','Can view use of a mandate'),
(446,112,'add_region','Can add region'),
(447,112,'change_region','Can change region'),
(448,112,'delete_region','Can delete region'),
(449,112,'view_region','Can view region'),
(450,113,'add_zone','Can add zone'),
(451,113,'change_zone','Can change zone'),
(452,113,'delete_zone','Can delete zone'),
(453,113,'view_zone','Can view zone'),
(454,114,'add_formsubmission','Can add form submission'),
(455,114,'change_formsubmission','Can change form submission'),
(456,114,'delete_formsubmission','Can delete form submission'),
(457,114,'view_formsubmission','Can view form submission'),
(458,115,'add_redirect','Can add redirect'),
(459,115,'change_redirect','Can change redirect'),
(460,115,'delete_redirect','Can delete redirect'),
(461,115,'view_redirect','Can view redirect'),
(462,116,'add_embed','Can add embed'),
(463,116,'change_embed','Can change embed'),
(464,116,'delete_embed','Can delete embed'),
(465,116,'view_embed','Can view embed'),
(466,117,'add_userprofile','Can add user profile'),
(467,117,'change_userprofile','Can change user profile'),
(468,117,'delete_userprofile','Can delete user profile'),
(469,117,'view_userprofile','Can view user profile'),
(470,27,'view_document','Can view document'),
(471,28,'view_image','Can view image'),
(472,118,'add_rendition','Can add rendition'),
(473,118,'change_rendition','Can change rendition'),
(474,118,'delete_rendition','Can delete rendition'),
(475,118,'view_rendition','Can view rendition'),
(476,119,'add_indexentry','Can add index entry'),
(477,119,'change_indexentry','Can change index entry'),
(478,119,'delete_indexentry','Can delete index entry'),
(479,119,'view_indexentry','Can view index entry'),
(480,120,'add_sqliteftsindexentry','Can add sqliteftsindexentry'),
(481,120,'change_sqliteftsindexentry','Can change sqliteftsindexentry'),
(482,120,'delete_sqliteftsindexentry','Can delete sqliteftsindexentry'),
(483,120,'view_sqliteftsindexentry','Can view sqliteftsindexentry'),
(484,121,'add_editingsession','Can add editing session'),
(485,121,'change_editingsession','Can change editing session'),
(486,121,'delete_editingsession','Can delete editing session'),
(487,121,'view_editingsession','Can view editing session'),
(488,122,'add_formstate','Can add form state'),
(489,122,'change_formstate','Can change form state'),
(490,122,'delete_formstate','Can delete form state'),
(491,122,'view_formstate','Can view form state'),
(492,123,'add_tag','Can add tag'),
(493,123,'change_tag','Can change tag'),
(494,123,'delete_tag','Can delete tag'),
(495,123,'view_tag','Can view tag'),
(496,124,'add_taggeditem','Can add tagged item'),
(497,124,'change_taggeditem','Can change tagged item'),
(498,124,'delete_taggeditem','Can delete tagged item'),
(499,124,'view_taggeditem','Can view tagged item'),
(500,125,'add_emailaddress','Can add email address'),
(501,125,'change_emailaddress','Can change email address'),
(502,125,'delete_emailaddress','Can delete email address'),
(503,125,'view_emailaddress','Can view email address'),
(504,126,'add_emailconfirmation','Can add email confirmation'),
(505,126,'change_emailconfirmation','Can change email confirmation'),
(506,126,'delete_emailconfirmation','Can delete email confirmation'),
(507,126,'view_emailconfirmation','Can view email confirmation'),
(508,127,'add_authenticator','Can add authenticator'),
(509,127,'change_authenticator','Can change authenticator'),
(510,127,'delete_authenticator','Can delete authenticator'),
(511,127,'view_authenticator','Can view authenticator'),
(512,128,'add_usersession','Can add user session'),
(513,128,'change_usersession','Can change user session'),
(514,128,'delete_usersession','Can delete user session'),
(515,128,'view_usersession','Can view user session'),
(516,129,'add_crontabschedule','Can add crontab'),
(517,129,'change_crontabschedule','Can change crontab'),
(518,129,'delete_crontabschedule','Can delete crontab'),
(519,129,'view_crontabschedule','Can view crontab'),
(520,130,'add_intervalschedule','Can add interval'),
(521,130,'change_intervalschedule','Can change interval'),
(522,130,'delete_intervalschedule','Can delete interval'),
(523,130,'view_intervalschedule','Can view interval'),
(524,131,'add_periodictask','Can add periodic task'),
(525,131,'change_periodictask','Can change periodic task'),
(526,131,'delete_periodictask','Can delete periodic task'),
(527,131,'view_periodictask','Can view periodic task'),
(528,132,'add_periodictasks','Can add periodic task track'),
(529,132,'change_periodictasks','Can change periodic task track'),
(530,132,'delete_periodictasks','Can delete periodic task track'),
(531,132,'view_periodictasks','Can view periodic task track'),
(532,133,'add_solarschedule','Can add solar event'),
(533,133,'change_solarschedule','Can change solar event'),
(534,133,'delete_solarschedule','Can delete solar event'),
(535,133,'view_solarschedule','Can view solar event'),
(536,134,'add_clockedschedule','Can add clocked'),
(537,134,'change_clockedschedule','Can change clocked'),
(538,134,'delete_clockedschedule','Can delete clocked'),
(539,134,'view_clockedschedule','Can view clocked'),
(540,135,'add_logentry','Can add log entry'),
(541,135,'change_logentry','Can change log entry'),
(542,135,'delete_logentry','Can delete log entry'),
(543,135,'view_logentry','Can view log entry'),
(544,136,'add_permission','Can add permission'),
(545,136,'change_permission','Can change permission'),
(546,136,'delete_permission','Can delete permission'),
(547,136,'view_permission','Can view permission'),
(548,137,'add_group','Can add group'),
(549,137,'change_group','Can change group'),
(550,137,'delete_group','Can delete group'),
(551,137,'view_group','Can view group'),
(552,138,'add_contenttype','Can add content type'),
(553,138,'change_contenttype','Can change content type'),
(554,138,'delete_contenttype','Can delete content type'),
(555,138,'view_contenttype','Can view content type'),
(556,139,'add_session','Can add session'),
(557,139,'change_session','Can change session'),
(558,139,'delete_session','Can delete session'),
(559,139,'view_session','Can view session');
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
CREATE TABLE "django_celery_beat_clockedschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "clocked_time" datetime NOT NULL);
CREATE TABLE "django_celery_beat_crontabschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "minute" varchar(240) NOT NULL, "hour" varchar(96) NOT NULL, "day_of_week" varchar(64) NOT NULL, "day_of_month" varchar(124) NOT NULL, "month_of_year" varchar(64) NOT NULL, "timezone" varchar(63) NOT NULL);
CREATE TABLE "django_celery_beat_intervalschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "every" integer NOT NULL, "period" varchar(24) NOT NULL);
CREATE TABLE "django_celery_beat_periodictask" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL UNIQUE, "task" varchar(200) NOT NULL, "args" text NOT NULL, "kwargs" text NOT NULL, "queue" varchar(200) NULL, "exchange" varchar(200) NULL, "routing_key" varchar(200) NULL, "expires" datetime NULL, "enabled" bool NOT NULL, "last_run_at" datetime NULL, "total_run_count" integer unsigned NOT NULL CHECK ("total_run_count" >= 0), "date_changed" datetime NOT NULL, "description" text NOT NULL, "crontab_id" integer NULL REFERENCES "django_celery_beat_crontabschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "interval_id" integer NULL REFERENCES "django_celery_beat_intervalschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "solar_id" integer NULL REFERENCES "django_celery_beat_solarschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "one_off" bool NOT NULL, "start_time" datetime NULL, "priority" integer unsigned NULL CHECK ("priority" >= 0), "headers" text NOT NULL, "clocked_id" integer NULL REFERENCES "django_celery_beat_clockedschedule" ("id") DEFERRABLE INITIALLY DEFERRED, "expire_seconds" integer unsigned NULL CHECK ("expire_seconds" >= 0));
CREATE TABLE "django_celery_beat_periodictasks" ("ident" smallint NOT NULL PRIMARY KEY, "last_update" datetime NOT NULL);
CREATE TABLE "django_celery_beat_solarschedule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "event" varchar(24) NOT NULL, "latitude" decimal NOT NULL, "longitude" decimal NOT NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
INSERT INTO "django_content_type" VALUES
(1,'wagtailcore','page'),
(2,'wagtailcore','groupapprovaltask'),
(3,'wagtailcore','locale'),
(4,'wagtailcore','site'),
(5,'wagtailcore','groupsitepermission'),
(6,'wagtailcore','modellogentry'),
(7,'wagtailcore','revision'),
(8,'wagtailcore','collectionviewrestriction'),
(9,'wagtailcore','collection'),
(10,'wagtailcore','groupcollectionpermission'),
(11,'wagtailcore','uploadedfile'),
(12,'wagtailcore','workflowcontenttype'),
(13,'wagtailcore','workflowstate'),
(14,'wagtailcore','workflow'),
(15,'wagtailcore','workflowtask'),
(16,'wagtailcore','task'),
(17,'wagtailcore','taskstate'),
(18,'wagtailcore','grouppagepermission'),
(19,'wagtailcore','pageviewrestriction'),
(20,'wagtailcore','workflowpage'),
(21,'wagtailcore','pagelogentry'),
(22,'wagtailcore','comment'),
(23,'wagtailcore','commentreply'),
(24,'wagtailcore','pagesubscription'),
(25,'wagtailcore','referenceindex'),
(26,'wagtailadmin','admin'),
(27,'wagtaildocs','document'),
(28,'wagtailimages','image'),
(29,'platform_site','homepage'),
(30,'platform_site','infopage'),
(31,'platform_site','newsindexpage'),
(32,'platform_site','newspage'),
(33,'elderly_visits','concern'),
(34,'elderly_visits','concernevent'),
(35,'elderly_visits','elder'),
(36,'elderly_visits','emergencycontact'),
(37,'elderly_visits','historicalelder'),
(38,'elderly_visits','visitplan'),
(39,'elderly_visits','visit'),
(40,'elderly_visits','visitreport'),
(41,'elderly_visits','timeshortage'),
(42,'elderly_visits','missingvolunteers'),
(43,'elderly_visits','closure'),
(44,'elderly_visits','repair'),
(45,'elderly_visits','repairedvisit'),
(46,'elderly_visits','standinsearch'),
(47,'elderly_visits','standin'),
(48,'service_requests','servicerequest'),
(49,'service_requests','requestevent'),
(50,'volunteers','skill'),
(51,'volunteers','assignment'),
(52,'volunteers','assignmentevent'),
(53,'volunteers','historicalvolunteer'),
(54,'volunteers','project'),
(55,'volunteers','task'),
(56,'volunteers','team'),
(57,'volunteers','historicalproject'),
(58,'volunteers','volunteer'),
(59,'volunteers','teammember'),
(60,'volunteers','historicalteam'),
(61,'volunteers','volunteerskill'),
(62,'volunteers','absence'),
(63,'volunteers','calendarfeed'),
(64,'volunteers','plannedstop'),
(65,'facilities','historicalfacility'),
(66,'facilities','facility'),
(67,'facilities','facilitycorrection'),
(68,'organizations','historicalsocialorganization'),
(69,'organizations','socialorganization'),
(70,'organizations','organizationmember'),
(71,'timebank','account'),
(72,'timebank','servicerecord'),
(73,'timebank','staraward'),
(74,'timebank','transfer'),
(75,'timebank','accountslot'),
(76,'timebank','partner'),
(77,'timebank','offer'),
(78,'timebank','partnerstaff'),
(79,'timebank','voucher'),
(80,'timebank','certificate'),
(81,'timebank','certificatefile'),
(82,'timebank','certificateending'),
(83,'timebank','certifiedrecord'),
(84,'timebank','starobjection'),
(85,'timebank','anomalyrun'),
(86,'timebank','turnoverrun'),
(87,'timebank','phonecall'),
(88,'timebank','phonecallattempt'),
(89,'timebank','phonesample'),
(90,'timebank','suspicion'),
(91,'timebank','credithold'),
(92,'timebank','suspicionevent'),
(93,'timebank','turnover'),
(94,'timebank','earmark'),
(95,'timebank','expirynotice'),
(96,'timebank','nominee'),
(97,'timebank','poolgrant'),
(98,'timebank','settlement'),
(99,'timebank','standinginstruction'),
(100,'notifications','message'),
(101,'policies','policyrow'),
(102,'people','dialect'),
(103,'people','user'),
(104,'people','historicalperson'),
(105,'people','person'),
(106,'people','mandate'),
(107,'people','consent'),
(108,'people','accesslog'),
(109,'people','rolegrant'),
(110,'people','kinship'),
(111,'people','mandateuse'),
(112,'regions','region'),
(113,'regions','zone'),
(114,'wagtailforms','formsubmission'),
(115,'wagtailredirects','redirect'),
(116,'wagtailembeds','embed'),
(117,'wagtailusers','userprofile'),
(118,'wagtailimages','rendition'),
(119,'wagtailsearch','indexentry'),
(120,'wagtailsearch','sqliteftsindexentry'),
(121,'wagtailadmin','editingsession'),
(122,'wagtailadmin','formstate'),
(123,'taggit','tag'),
(124,'taggit','taggeditem'),
(125,'account','emailaddress'),
(126,'account','emailconfirmation'),
(127,'mfa','authenticator'),
(128,'usersessions','usersession'),
(129,'django_celery_beat','crontabschedule'),
(130,'django_celery_beat','intervalschedule'),
(131,'django_celery_beat','periodictask'),
(132,'django_celery_beat','periodictasks'),
(133,'django_celery_beat','solarschedule'),
(134,'django_celery_beat','clockedschedule'),
(135,'admin','logentry'),
(136,'auth','permission'),
(137,'auth','group'),
(138,'contenttypes','contenttype'),
(139,'sessions','session');
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
INSERT INTO "django_migrations" VALUES
(1,'regions','0001_initial','2026-11-30 15:27:56.171713'),
(2,'contenttypes','0001_initial','2026-11-30 15:27:56.186338'),
(3,'contenttypes','0002_remove_content_type_name','2026-11-30 15:27:56.209110'),
(4,'auth','0001_initial','2026-11-30 15:27:56.236461'),
(5,'auth','0002_alter_permission_name_max_length','2026-11-30 15:27:56.251546'),
(6,'auth','0003_alter_user_email_max_length','2026-11-30 15:27:56.267239'),
(7,'auth','0004_alter_user_username_opts','2026-11-30 15:27:56.274756'),
(8,'auth','0005_alter_user_last_login_null','2026-11-30 15:27:56.290491'),
(9,'auth','0006_require_contenttypes_0002','2026-11-30 15:27:56.291066'),
(10,'auth','0007_alter_validators_add_error_messages','2026-11-30 15:27:56.312410'),
(11,'auth','0008_alter_user_username_max_length','2026-11-30 15:27:56.315849'),
(12,'auth','0009_alter_user_last_name_max_length','2026-11-30 15:27:56.337404'),
(13,'auth','0010_alter_group_name_max_length','2026-11-30 15:27:56.350754'),
(14,'auth','0011_update_proxy_permissions','2026-11-30 15:27:56.363481'),
(15,'auth','0012_alter_user_first_name_max_length','2026-11-30 15:27:56.379422'),
(16,'people','0001_initial','2026-11-30 15:27:56.938897'),
(17,'account','0001_initial','2026-11-30 15:27:57.060134'),
(18,'account','0002_email_max_length','2026-11-30 15:27:57.106512'),
(19,'account','0003_alter_emailaddress_create_unique_verified_email','2026-11-30 15:27:57.198580'),
(20,'account','0004_alter_emailaddress_drop_unique_email','2026-11-30 15:27:57.243612'),
(21,'account','0005_emailaddress_idx_upper_email','2026-11-30 15:27:57.278796'),
(22,'account','0006_emailaddress_lower','2026-11-30 15:27:57.329295'),
(23,'account','0007_emailaddress_idx_email','2026-11-30 15:27:57.412871'),
(24,'account','0008_emailaddress_unique_primary_email_fixup','2026-11-30 15:27:57.458765'),
(25,'account','0009_emailaddress_unique_primary_email','2026-11-30 15:27:57.498694'),
(26,'admin','0001_initial','2026-11-30 15:27:57.553225'),
(27,'admin','0002_logentry_remove_auto_add','2026-11-30 15:27:57.591203'),
(28,'admin','0003_logentry_add_action_flag_choices','2026-11-30 15:27:57.634856'),
(29,'django_celery_beat','0001_initial','2026-11-30 15:27:57.657851'),
(30,'django_celery_beat','0002_auto_20161118_0346','2026-11-30 15:27:57.670798'),
(31,'django_celery_beat','0003_auto_20161209_0049','2026-11-30 15:27:57.692021'),
(32,'django_celery_beat','0004_auto_20170221_0000','2026-11-30 15:27:57.707060'),
(33,'django_celery_beat','0005_add_solarschedule_events_choices','2026-11-30 15:27:57.720009'),
(34,'django_celery_beat','0006_auto_20180322_0932','2026-11-30 15:27:57.850973'),
(35,'django_celery_beat','0007_auto_20180521_0826','2026-11-30 15:27:57.918010'),
(36,'django_celery_beat','0008_auto_20180914_1922','2026-11-30 15:27:58.021704'),
(37,'django_celery_beat','0006_auto_20180210_1226','2026-11-30 15:27:58.077228'),
(38,'django_celery_beat','0006_periodictask_priority','2026-11-30 15:27:58.106401'),
(39,'django_celery_beat','0009_periodictask_headers','2026-11-30 15:27:58.150574'),
(40,'django_celery_beat','0010_auto_20190429_0326','2026-11-30 15:27:59.094446'),
(41,'django_celery_beat','0011_auto_20190508_0153','2026-11-30 15:27:59.122755'),
(42,'django_celery_beat','0012_periodictask_expire_seconds','2026-11-30 15:27:59.153023'),
(43,'django_celery_beat','0013_auto_20200609_0727','2026-11-30 15:27:59.187984'),
(44,'django_celery_beat','0014_remove_clockedschedule_enabled','2026-11-30 15:27:59.220710'),
(45,'django_celery_beat','0015_edit_solarschedule_events_choices','2026-11-30 15:27:59.223901'),
(46,'django_celery_beat','0016_alter_crontabschedule_timezone','2026-11-30 15:27:59.271172'),
(47,'django_celery_beat','0017_alter_crontabschedule_month_of_year','2026-11-30 15:27:59.302304'),
(48,'django_celery_beat','0018_improve_crontab_helptext','2026-11-30 15:27:59.340173'),
(49,'django_celery_beat','0019_alter_periodictasks_options','2026-11-30 15:27:59.342238'),
(50,'organizations','0001_initial','2026-11-30 15:27:59.815087'),
(51,'volunteers','0001_initial','2026-11-30 15:28:04.194965'),
(52,'volunteers','0002_events_append_only','2026-11-30 15:28:04.328707'),
(53,'volunteers','0003_a_team_serves_as_one','2026-11-30 15:28:04.670967'),
(54,'volunteers','0004_requests_are_tasks','2026-11-30 15:28:04.756754'),
(55,'volunteers','0005_free_places_near','2026-11-30 15:28:05.158379'),
(56,'volunteers','0006_away_and_earlier_answers','2026-11-30 15:28:06.026191'),
(57,'facilities','0001_initial','2026-11-30 15:28:07.138214'),
(58,'elderly_visits','0001_initial','2026-11-30 15:28:11.238942'),
(59,'elderly_visits','0002_events_append_only','2026-11-30 15:28:11.404365'),
(60,'elderly_visits','0003_gaps_of_a_plan','2026-11-30 15:28:11.681865'),
(61,'elderly_visits','0004_between_two_plans','2026-11-30 15:28:13.650599'),
(62,'mfa','0001_initial','2026-11-30 15:28:14.586048'),
(63,'mfa','0002_authenticator_timestamps','2026-11-30 15:28:14.882219'),
(64,'mfa','0003_authenticator_type_uniq','2026-11-30 15:28:15.296585'),
(65,'notifications','0001_initial','2026-11-30 15:28:15.462502'),
(66,'people','0002_access_log_append_only','2026-11-30 15:28:15.649350'),
(67,'people','0003_role_and_mandate_endings','2026-11-30 15:28:16.492301'),
(68,'timebank','0001_initial','2026-11-30 15:28:25.909557'),
(69,'timebank','0002_append_only','2026-11-30 15:28:26.430493'),
(70,'timebank','0003_groups_and_escrow','2026-11-30 15:28:28.084786'),
(71,'timebank','0004_chain_and_slots','2026-11-30 15:28:30.609127'),
(72,'timebank','0005_chain_what_was_booked_before','2026-11-30 15:28:31.160774'),
(73,'timebank','0006_partners_offers_vouchers','2026-11-30 15:28:35.916734'),
(74,'timebank','0007_vouchers_append_only','2026-11-30 15:28:37.079038'),
(75,'organizations','0002_partner_of_the_time_bank','2026-11-30 15:28:37.563622'),
(76,'people','0004_kinship','2026-11-30 15:28:37.805067'),
(77,'people','0005_mandate_scopes_and_uses','2026-11-30 15:28:38.418171'),
(78,'people','0006_mandate_uses_append_only','2026-11-30 15:28:38.634211'),
(79,'wagtailcore','0001_initial','2026-11-30 15:28:40.618306'),
(80,'wagtailcore','0002_initial_data','2026-11-30 15:28:40.618571'),
(81,'wagtailcore','0003_add_uniqueness_constraint_on_group_page_permission','2026-11-30 15:28:40.618729'),
(82,'wagtailcore','0004_page_locked','2026-11-30 15:28:40.618861'),
(83,'wagtailcore','0005_add_page_lock_permission_to_moderators','2026-11-30 15:28:40.618985'),
(84,'wagtailcore','0006_add_lock_page_permission','2026-11-30 15:28:40.619107'),
(85,'wagtailcore','0007_page_latest_revision_created_at','2026-11-30 15:28:40.619222'),
(86,'wagtailcore','0008_populate_latest_revision_created_at','2026-11-30 15:28:40.619338'),
(87,'wagtailcore','0009_remove_auto_now_add_from_pagerevision_created_at','2026-11-30 15:28:40.619453'),
(88,'wagtailcore','0010_change_page_owner_to_null_on_delete','2026-11-30 15:28:40.619576'),
(89,'wagtailcore','0011_page_first_published_at','2026-11-30 15:28:40.619689'),
(90,'wagtailcore','0012_extend_page_slug_field','2026-11-30 15:28:40.619802'),
(91,'wagtailcore','0013_update_golive_expire_help_text','2026-11-30 15:28:40.624528'),
(92,'wagtailcore','0014_add_verbose_name','2026-11-30 15:28:40.624675'),
(93,'wagtailcore','0015_add_more_verbose_names','2026-11-30 15:28:40.624806'),
(94,'wagtailcore','0016_change_page_url_path_to_text_field','2026-11-30 15:28:40.624924'),
(95,'wagtailcore','0017_change_edit_page_permission_description','2026-11-30 15:28:40.649535'),
(96,'wagtailcore','0018_pagerevision_submitted_for_moderation_index','2026-11-30 15:28:40.767397'),
(97,'wagtailcore','0019_verbose_names_cleanup','2026-11-30 15:28:41.095811'),
(98,'wagtailcore','0020_add_index_on_page_first_published_at','2026-11-30 15:28:41.276729'),
(99,'wagtailcore','0021_capitalizeverbose','2026-11-30 15:28:49.323338'),
(100,'wagtailcore','0022_add_site_name','2026-11-30 15:28:49.374319'),
(101,'wagtailcore','0023_alter_page_revision_on_delete_behaviour','2026-11-30 15:28:49.668311'),
(102,'wagtailcore','0024_collection','2026-11-30 15:28:49.678184'),
(103,'wagtailcore','0025_collection_initial_data','2026-11-30 15:28:49.922351'),
(104,'wagtailcore','0026_group_collection_permission','2026-11-30 15:28:50.188898'),
(105,'wagtailcore','0027_fix_collection_path_collation','2026-11-30 15:28:50.430310'),
(106,'wagtailcore','0024_alter_page_content_type_on_delete_behaviour','2026-11-30 15:28:50.650975'),
(107,'wagtailcore','0028_merge','2026-11-30 15:28:50.652021'),
(108,'wagtailcore','0029_unicode_slugfield_dj19','2026-11-30 15:28:50.863345'),
(109,'wagtailcore','0030_index_on_pagerevision_created_at','2026-11-30 15:28:51.059998'),
(110,'wagtailcore','0031_add_page_view_restriction_types','2026-11-30 15:28:51.370390'),
(111,'wagtailcore','0032_add_bulk_delete_page_permission','2026-11-30 15:28:51.409995'),
(112,'wagtailcore','0033_remove_golive_expiry_help_text','2026-11-30 15:28:51.745894'),
(113,'wagtailcore','0034_page_live_revision','2026-11-30 15:28:51.990430'),
(114,'wagtailcore','0035_page_last_published_at','2026-11-30 15:28:52.152044'),
(115,'wagtailcore','0036_populate_page_last_published_at','2026-11-30 15:28:53.443010'),
(116,'wagtailcore','0037_set_page_owner_editable','2026-11-30 15:28:53.759485'),
(117,'wagtailcore','0038_make_first_published_at_editable','2026-11-30 15:28:54.019760'),
(118,'wagtailcore','0039_collectionviewrestriction','2026-11-30 15:28:54.695156'),
(119,'wagtailcore','0040_page_draft_title','2026-11-30 15:28:55.282821'),
(120,'wagtailcore','0041_group_collection_permissions_verbose_name_plural','2026-11-30 15:28:55.313679'),
(121,'wagtailcore','0042_index_on_pagerevision_approved_go_live_at','2026-11-30 15:28:55.509575'),
(122,'wagtailcore','0043_lock_fields','2026-11-30 15:28:55.946749'),
(123,'wagtailcore','0044_add_unlock_grouppagepermission','2026-11-30 15:28:55.995976'),
(124,'wagtailcore','0045_assign_unlock_grouppagepermission','2026-11-30 15:28:56.291115'),
(125,'wagtailcore','0046_site_name_remove_null','2026-11-30 15:28:56.369543'),
(126,'wagtailcore','0047_add_workflow_models','2026-11-30 15:28:59.442569'),
(127,'wagtailcore','0048_add_default_workflows','2026-11-30 15:28:59.767927'),
(128,'wagtailcore','0049_taskstate_finished_by','2026-11-30 15:29:00.047820'),
(129,'wagtailcore','0050_workflow_rejected_to_needs_changes','2026-11-30 15:29:00.772384'),
(130,'wagtailcore','0051_taskstate_comment','2026-11-30 15:29:01.109216'),
(131,'wagtailcore','0052_pagelogentry','2026-11-30 15:29:02.543395'),
(132,'wagtailcore','0053_locale_model','2026-11-30 15:29:02.554915'),
(133,'wagtailcore','0054_initial_locale','2026-11-30 15:29:02.858538'),
(134,'wagtailcore','0055_page_locale_fields','2026-11-30 15:29:03.645333'),
(135,'wagtailcore','0056_page_locale_fields_populate','2026-11-30 15:29:03.948431'),
(136,'wagtailcore','0057_page_locale_fields_notnull','2026-11-30 15:29:04.614825'),
(137,'wagtailcore','0058_page_alias_of','2026-11-30 15:29:04.931052'),
(138,'wagtailcore','0059_apply_collection_ordering','2026-11-30 15:29:05.232939'),
(139,'wagtailcore','0060_fix_workflow_unique_constraint','2026-11-30 15:29:05.696066'),
(140,'wagtailcore','0061_change_promote_tab_helpt_text_and_verbose_names','2026-11-30 15:29:07.074136'),
(141,'wagtailcore','0062_comment_models_and_pagesubscription','2026-11-30 15:29:08.043042'),
(142,'wagtailcore','0063_modellogentry','2026-11-30 15:29:08.360944'),
(143,'wagtailcore','0064_log_timestamp_indexes','2026-11-30 15:29:08.895801'),
(144,'wagtailcore','0065_log_entry_uuid','2026-11-30 15:29:09.210259'),
(145,'wagtailcore','0066_collection_management_permissions','2026-11-30 15:29:09.286612'),
(146,'wagtailcore','0067_alter_pagerevision_content_json','2026-11-30 15:29:09.428495'),
(147,'wagtailcore','0068_log_entry_empty_object','2026-11-30 15:29:09.965207'),
(148,'wagtailcore','0069_log_entry_jsonfield','2026-11-30 15:29:10.997183'),
(149,'wagtailcore','0070_rename_pagerevision_revision','2026-11-30 15:29:14.610349'),
(150,'wagtailcore','0071_populate_revision_content_type','2026-11-30 15:29:14.752033'),
(151,'wagtailcore','0072_alter_revision_content_type_notnull','2026-11-30 15:29:15.063802'),
(152,'wagtailcore','0073_page_latest_revision','2026-11-30 15:29:15.237460'),
(153,'wagtailcore','0074_revision_object_str','2026-11-30 15:29:15.370997'),
(154,'wagtailcore','0075_populate_latest_revision_and_revision_object_str','2026-11-30 15:29:15.681098'),
(155,'wagtailcore','0076_modellogentry_revision','2026-11-30 15:29:15.850621'),
(156,'wagtailcore','0077_alter_revision_user','2026-11-30 15:29:16.061815'),
(157,'wagtailcore','0078_referenceindex','2026-11-30 15:29:16.794165'),
(158,'wagtailcore','0079_rename_taskstate_page_revision','2026-11-30 15:29:16.964008'),
(159,'wagtailcore','0080_generic_workflowstate','2026-11-30 15:29:18.326267'),
(160,'wagtailcore','0081_populate_workflowstate_content_type','2026-11-30 15:29:18.535646'),
(161,'wagtailcore','0082_alter_workflowstate_content_type_notnull','2026-11-30 15:29:19.115716'),
(162,'wagtailcore','0083_workflowcontenttype','2026-11-30 15:29:19.914000'),
(163,'wagtailcore','0084_add_default_page_permissions','2026-11-30 15:29:20.095147'),
(164,'wagtailcore','0085_add_grouppagepermission_permission','2026-11-30 15:29:20.385082'),
(165,'wagtailcore','0086_populate_grouppagepermission_permission','2026-11-30 15:29:20.823479'),
(166,'wagtailcore','0087_alter_grouppagepermission_unique_together_and_more','2026-11-30 15:29:21.131356'),
(167,'wagtailcore','0088_fix_log_entry_json_timestamps','2026-11-30 15:29:21.883098'),
(168,'wagtailcore','0089_log_entry_data_json_null_to_object','2026-11-30 15:29:22.149848'),
(169,'wagtailcore','0090_remove_grouppagepermission_permission_type','2026-11-30 15:29:22.748637'),
(170,'wagtailcore','0091_remove_revision_submitted_for_moderation','2026-11-30 15:29:23.601779'),
(171,'wagtailcore','0092_alter_collectionviewrestriction_password_and_more','2026-11-30 15:29:23.802624'),
(172,'wagtailcore','0093_uploadedfile','2026-11-30 15:29:24.180055'),
(173,'wagtailcore','0094_alter_page_locale','2026-11-30 15:29:24.596252'),
(174,'wagtailcore','0095_groupsitepermission','2026-11-30 15:29:24.972192'),
(175,'wagtailcore','0096_referenceindex_referenceindex_source_object_and_more','2026-11-30 15:29:25.105636'),
(176,'wagtailcore','0097_baselogentry_uuid_action_timestamp_indexes','2026-11-30 15:29:25.829462'),
(177,'platform_site','0001_content_pages','2026-11-30 15:29:27.493554'),
(178,'policies','0001_initial','2026-11-30 15:29:29.193849'),
(179,'service_requests','0001_initial','2026-11-30 15:29:32.394108'),
(180,'service_requests','0002_events_append_only','2026-11-30 15:29:32.679997'),
(181,'sessions','0001_initial','2026-11-30 15:29:32.700360'),
(182,'taggit','0001_initial','2026-11-30 15:29:33.806851'),
(183,'taggit','0002_auto_20150616_2121','2026-11-30 15:29:33.853385'),
(184,'taggit','0003_taggeditem_add_unique_index','2026-11-30 15:29:33.942506'),
(185,'taggit','0004_alter_taggeditem_content_type_alter_taggeditem_tag','2026-11-30 15:29:34.499474'),
(186,'taggit','0005_auto_20220424_2025','2026-11-30 15:29:34.556408'),
(187,'taggit','0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx','2026-11-30 15:29:34.634592'),
(188,'timebank','0008_certificates','2026-11-30 15:29:38.704257'),
(189,'timebank','0009_certificates_only_grow','2026-11-30 15:29:40.426967'),
(190,'timebank','0010_group_and_late_records','2026-11-30 15:29:43.235778'),
(191,'timebank','0011_objections_to_stars','2026-11-30 15:29:43.861726'),
(192,'timebank','0012_oversight','2026-11-30 15:29:48.989271'),
(193,'timebank','0013_oversight_append_only','2026-11-30 15:29:55.011895'),
(194,'timebank','0014_giving','2026-11-30 15:29:57.788689'),
(195,'timebank','0015_services_of_settled_accounts','2026-11-30 15:29:58.168220'),
(196,'usersessions','0001_initial','2026-11-30 15:29:58.574718'),
(197,'volunteers','0007_days_are_planned','2026-11-30 15:30:00.823972'),
(198,'wagtailadmin','0001_create_admin_access_permissions','2026-11-30 15:30:01.354161'),
(199,'wagtailadmin','0002_admin','2026-11-30 15:30:01.367148'),
(200,'wagtailadmin','0003_admin_managed','2026-11-30 15:30:01.391943'),
(201,'wagtailadmin','0004_editingsession','2026-11-30 15:30:01.786438'),
(202,'wagtailadmin','0005_editingsession_is_editing','2026-11-30 15:30:02.131754'),
(203,'wagtailadmin','0006_formstate','2026-11-30 15:30:02.659683'),
(204,'wagtaildocs','0001_initial','2026-11-30 15:30:03.191280'),
(205,'wagtaildocs','0002_initial_data','2026-11-30 15:30:03.742794'),
(206,'wagtaildocs','0003_add_verbose_names','2026-11-30 15:30:05.823057'),
(207,'wagtaildocs','0004_capitalizeverbose','2026-11-30 15:30:08.221212'),
(208,'wagtaildocs','0005_document_collection','2026-11-30 15:30:08.845215'),
(209,'wagtaildocs','0006_copy_document_permissions_to_collections','2026-11-30 15:30:10.299177'),
(210,'wagtaildocs','0005_alter_uploaded_by_user_on_delete_action','2026-11-30 15:30:10.805857'),
(211,'wagtaildocs','0007_merge','2026-11-30 15:30:10.807441'),
(212,'wagtaildocs','0008_document_file_size','2026-11-30 15:30:11.198644'),
(213,'wagtaildocs','0009_document_verbose_name_plural','2026-11-30 15:30:11.573024'),
(214,'wagtaildocs','0010_document_file_hash','2026-11-30 15:30:12.065022'),
(215,'wagtaildocs','0011_add_choose_permissions','2026-11-30 15:30:13.528316'),
(216,'wagtaildocs','0012_uploadeddocument','2026-11-30 15:30:14.027430'),
(217,'wagtaildocs','0013_delete_uploadeddocument','2026-11-30 15:30:14.039743'),
(218,'wagtaildocs','0014_alter_document_file_size','2026-11-30 15:30:14.489975'),
(219,'wagtailembeds','0001_initial','2026-11-30 15:30:14.534356'),
(220,'wagtailembeds','0002_add_verbose_names','2026-11-30 15:30:14.572188'),
(221,'wagtailembeds','0003_capitalizeverbose','2026-11-30 15:30:14.601446'),
(222,'wagtailembeds','0004_embed_verbose_name_plural','2026-11-30 15:30:14.629572'),
(223,'wagtailembeds','0005_specify_thumbnail_url_max_length','2026-11-30 15:30:15.892930'),
(224,'wagtailembeds','0006_add_embed_hash','2026-11-30 15:30:15.983713'),
(225,'wagtailembeds','0007_populate_hash','2026-11-30 15:30:16.611609'),
(226,'wagtailembeds','0008_allow_long_urls','2026-11-30 15:30:17.095097'),
(227,'wagtailembeds','0009_embed_cache_until','2026-11-30 15:30:17.167542'),
(228,'wagtailforms','0001_initial','2026-11-30 15:30:17.725361'),
(229,'wagtailforms','0002_add_verbose_names','2026-11-30 15:30:17.914244'),
(230,'wagtailforms','0003_capitalizeverbose','2026-11-30 15:30:18.081069'),
(231,'wagtailforms','0004_add_verbose_name_plural','2026-11-30 15:30:18.155471'),
(232,'wagtailforms','0005_alter_formsubmission_form_data','2026-11-30 15:30:18.305789'),
(233,'wagtailimages','0001_initial','2026-11-30 15:30:20.277682'),
(234,'wagtailimages','0002_initial_data','2026-11-30 15:30:20.278021'),
(235,'wagtailimages','0003_fix_focal_point_fields','2026-11-30 15:30:20.278166'),
(236,'wagtailimages','0004_make_focal_point_key_not_nullable','2026-11-30 15:30:20.278289'),
(237,'wagtailimages','0005_make_filter_spec_unique','2026-11-30 15:30:20.278405'),
(238,'wagtailimages','0006_add_verbose_names','2026-11-30 15:30:20.278520'),
(239,'wagtailimages','0007_image_file_size','2026-11-30 15:30:20.278630'),
(240,'wagtailimages','0008_image_created_at_index','2026-11-30 15:30:20.278739'),
(241,'wagtailimages','0009_capitalizeverbose','2026-11-30 15:30:20.278905'),
(242,'wagtailimages','0010_change_on_delete_behaviour','2026-11-30 15:30:20.279058'),
(243,'wagtailimages','0011_image_collection','2026-11-30 15:30:20.279169'),
(244,'wagtailimages','0012_copy_image_permissions_to_collections','2026-11-30 15:30:20.279276'),
(245,'wagtailimages','0013_make_rendition_upload_callable','2026-11-30 15:30:20.279382'),
(246,'wagtailimages','0014_add_filter_spec_field','2026-11-30 15:30:20.279485'),
(247,'wagtailimages','0015_fill_filter_spec_field','2026-11-30 15:30:20.279588'),
(248,'wagtailimages','0016_deprecate_rendition_filter_relation','2026-11-30 15:30:20.279691'),
(249,'wagtailimages','0017_reduce_focal_point_key_max_length','2026-11-30 15:30:20.279794'),
(250,'wagtailimages','0018_remove_rendition_filter','2026-11-30 15:30:20.279895'),
(251,'wagtailimages','0019_delete_filter','2026-11-30 15:30:20.279997'),
(252,'wagtailimages','0020_add-verbose-name','2026-11-30 15:30:20.300355'),
(253,'wagtailimages','0021_image_file_hash','2026-11-30 15:30:20.300839'),
(254,'wagtailimages','0022_uploadedimage','2026-11-30 15:30:25.687351'),
(255,'wagtailimages','0023_add_choose_permissions','2026-11-30 15:30:26.996320'),
(256,'wagtailimages','0024_index_image_file_hash','2026-11-30 15:30:27.335922'),
(257,'wagtailimages','0025_alter_image_file_alter_rendition_file','2026-11-30 15:30:27.824475'),
(258,'wagtailimages','0026_delete_uploadedimage','2026-11-30 15:30:27.834450'),
(259,'wagtailimages','0027_image_description','2026-11-30 15:30:28.227091'),
(260,'wagtailredirects','0001_initial','2026-11-30 15:30:28.748011'),
(261,'wagtailredirects','0002_add_verbose_names','2026-11-30 15:30:29.309542'),
(262,'wagtailredirects','0003_make_site_field_editable','2026-11-30 15:30:30.655564'),
(263,'wagtailredirects','0004_set_unique_on_path_and_site','2026-11-30 15:30:30.886331'),
(264,'wagtailredirects','0005_capitalizeverbose','2026-11-30 15:30:32.249836'),
(265,'wagtailredirects','0006_redirect_increase_max_length','2026-11-30 15:30:32.405443'),
(266,'wagtailredirects','0007_add_autocreate_fields','2026-11-30 15:30:32.821261'),
(267,'wagtailredirects','0008_add_verbose_name_plural','2026-11-30 15:30:32.910251'),
(268,'wagtailsearch','0001_initial','2026-11-30 15:30:33.930064'),
(269,'wagtailsearch','0002_add_verbose_names','2026-11-30 15:30:34.591955'),
(270,'wagtailsearch','0003_remove_editors_pick','2026-11-30 15:30:34.605892'),
(271,'wagtailsearch','0004_querydailyhits_verbose_name_plural','2026-11-30 15:30:34.630599'),
(272,'wagtailsearch','0005_create_indexentry','2026-11-30 15:30:36.118090'),
(273,'wagtailsearch','0006_customise_indexentry','2026-11-30 15:30:37.020347'),
(274,'wagtailsearch','0007_delete_editorspick','2026-11-30 15:30:37.033534'),
(275,'wagtailsearch','0008_remove_query_and_querydailyhits_models','2026-11-30 15:30:37.183777'),
(276,'wagtailsearch','0009_remove_ngram_autocomplete','2026-11-30 15:30:37.195378'),
(277,'wagtailsearch','0010_add_text_fields','2026-11-30 15:30:37.204253'),
(278,'wagtailusers','0001_initial','2026-11-30 15:30:37.580574'),
(279,'wagtailusers','0002_add_verbose_name_on_userprofile','2026-11-30 15:30:38.128759'),
(280,'wagtailusers','0003_add_verbose_names','2026-11-30 15:30:38.279650'),
(281,'wagtailusers','0004_capitalizeverbose','2026-11-30 15:30:39.451543'),
(282,'wagtailusers','0005_make_related_name_wagtail_specific','2026-11-30 15:30:39.711970'),
(283,'wagtailusers','0006_userprofile_prefered_language','2026-11-30 15:30:39.887892'),
(284,'wagtailusers','0007_userprofile_current_time_zone','2026-11-30 15:30:40.037226'),
(285,'wagtailusers','0008_userprofile_avatar','2026-11-30 15:30:40.198087'),
(286,'wagtailusers','0009_userprofile_verbose_name_plural','2026-11-30 15:30:40.310611'),
(287,'wagtailusers','0010_userprofile_updated_comments_notifications','2026-11-30 15:30:40.457300'),
(288,'wagtailusers','0011_userprofile_dismissibles','2026-11-30 15:30:40.618994'),
(289,'wagtailusers','0012_userprofile_theme','2026-11-30 15:30:40.765679'),
(290,'wagtailusers','0013_userprofile_density','2026-11-30 15:30:40.921026'),
(291,'wagtailusers','0014_userprofile_contrast','2026-11-30 15:30:41.165577'),
(292,'wagtailusers','0015_userprofile_keyboard_shortcuts','2026-11-30 15:30:42.357837'),
(293,'wagtailimages','0001_squashed_0021','2026-11-30 15:30:42.370686'),
(294,'wagtailcore','0001_squashed_0016_change_page_url_path_to_text_field','2026-11-30 15:30:42.371186');
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "elderly_visits_closure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "first_day" date NOT NULL, "last_day" date NOT NULL, "why" varchar(200) NOT NULL, "closed_at" datetime NOT NULL, "opened_at" datetime NULL, "closed_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "opened_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "closure_first_before_last" CHECK ("last_day" >= ("first_day")));
INSERT INTO "elderly_visits_closure" VALUES
(1,'2026-11-10','2026-11-19','雪','2026-11-10 01:40:00',NULL,2,NULL,'511702001001');
CREATE TABLE "elderly_visits_concern" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "severity" varchar(10) NOT NULL, "text" varchar(500) NOT NULL, "level" varchar(30) NOT NULL, "due_at" datetime NOT NULL, "state" varchar(12) NOT NULL, "outcome" varchar(12) NOT NULL, "outcome_note" varchar(500) NOT NULL, "referral" varchar(12) NOT NULL, "raised_at" datetime NOT NULL, "closed_at" datetime NULL, "owner_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "raised_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "referral_facility_id" bigint NULL REFERENCES "facilities_facility" ("id") DEFERRABLE INITIALLY DEFERRED, "elder_id" bigint NOT NULL REFERENCES "elderly_visits_elder" ("id") DEFERRABLE INITIALLY DEFERRED, "report_id" bigint NULL REFERENCES "elderly_visits_visitreport" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "closed_concern_has_an_outcome" CHECK ((NOT ("state" = 'closed') OR (NOT ("outcome" = '') AND "closed_at" IS NOT NULL))), CONSTRAINT "one_concern_of_a_kind_per_report" UNIQUE ("report_id", "kind"));
CREATE TABLE "elderly_visits_concernevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "what" varchar(200) NOT NULL, "note" varchar(500) NOT NULL, "actor_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "concern_id" bigint NOT NULL REFERENCES "elderly_visits_concern" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "elderly_visits_elder" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "lat" real NULL, "lon" real NULL, "location_quality" varchar(12) NOT NULL, "address" text NOT NULL, "door" text NOT NULL, "living_alone" bool NOT NULL, "empty_nest" bool NOT NULL, "left_behind" bool NOT NULL, "disabled" bool NOT NULL, "severely_handicapped" bool NOT NULL, "family_planning_special" bool NOT NULL, "dementia" bool NOT NULL, "life_threatening" bool NOT NULL, "in_institution" bool NOT NULL, "assistance" varchar(20) NOT NULL, "assistance_since" date NULL, "ability_level" smallint unsigned NULL CHECK ("ability_level" >= 0), "assessed_on" date NULL, "risk_tier" varchar(10) NOT NULL, "prefers_sex" varchar(1) NOT NULL, "needs_pair" bool NOT NULL, "slots" integer unsigned NOT NULL CHECK ("slots" >= 0), "door_code" text NOT NULL, "registered_on" date NOT NULL, "left_on" date NULL, "left_reason" varchar(20) NOT NULL, "note" varchar(500) NOT NULL, "person_id" bigint NOT NULL UNIQUE REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "worker_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "elderly_visits_elder_point_valid" CHECK ((("lat" IS NULL AND "lon" IS NULL) OR ("lat" IS NOT NULL AND "lon" IS NOT NULL AND "lat" >= -90.0 AND "lat" <= 90.0 AND "lon" >= -180.0 AND "lon" <= 180.0))), CONSTRAINT "elder_left_after_registered" CHECK (("left_on" IS NULL OR "left_on" >= ("registered_on"))), CONSTRAINT "elder_left_has_a_reason" CHECK ((("left_on" IS NULL AND "left_reason" = '') OR ("left_on" IS NOT NULL AND NOT ("left_reason" = '')))));
INSERT INTO "elderly_visits_elder" VALUES
(1,31.212,107.502,'exact','gAAAAABq8myQPZJJSY4sUsgzv1HkWjuoAsp8nukShNjPProq70PlN84Cg441AYW9JP_LoLhBpB1fWKJwPd7VwZXuG3OB_Lhe58NLDSb5RNc_UHjSTxLk-rfqdonIj-VcBM38rQf67upF','gAAAAABq8myQBHtuknJTPLsx3xpHnFW4QaDS4G33oQlgEGp5wVE76Ofk5Eo1grTqHWXArjlyWSfwFsiKx-aM7ltu5Qu0TYLRWg==',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'gAAAAABq8myQQrlFS4oZjnj4IjZS2eqjO08sdEZlYNWKWuTjiWLv1KZnFH9DiGoBlpfwkyo_ppbRWKglkLbT8ZpCSHx_4Uaa3Q==','2026-11-10',NULL,'','',4,'511702001001',NULL),
(2,31.212,107.502,'exact','gAAAAABq8nXwL6JhT6HJg5b7ha8vvUVueokK_xZw0DCdbwpLzbzPdquO8OBztrW3_QsCpM8vIebqe2Vz9Xvw1LzBf_dLA2svTMcnxldR-mNxCr6NiWbELaATzTFDutjLQmEvmPrlFoLr','gAAAAABq8nXwVXn7j-AjGIU96Oql5Og-e5KLdx8iPCrs5n9cQsOsGr3buO2adZzxaTr0N_b1YRxlISmhUbZhAi-O851O5PAjLg==',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'gAAAAABq8nXwuIeleCLP-zJ0Fl6bBoFZi31QW-ykw8uBLhqjs2jg4R76k9PIqZMBO0dw39AX10c-4jHlnXKQJARFIReMCPwdtg==','2026-11-10',NULL,'','',6,'511702001001',NULL),
(3,31.212,107.502,'exact','gAAAAABq8nXwAbrajrSAXgUUDNvGa-Ck05_WwzVUab9ZJRsyztFZYQ1uqokxpaLqae5OdKLebHJvr_TuzqNn8yufWp_itmEq7YTL2U-0aLyeHYykdkilUOx_3zsAzGSDPxrYCmd_M9oP','gAAAAABq8nXwXNsCpd4CdRHg21N6zcY0U_JHSM-9_vrZw5BQG2FA3NhoUcu6Fi-6ZdiySVOXBjiMvkRvIKL2BjbCTIQzfaceiw==',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'gAAAAABq8nXwVPtk2j5tgantMwdlcOqzIDqpvFBLiRxcQNxLacMiZN48AwDqiYnlwUUDlaF_xaojY84jzp_UPJC448fhvot9zw==','2026-11-10',NULL,'','',7,'511702001001',NULL),
(4,31.212,107.502,'exact','gAAAAABq8nXwemH1FwLVXb729OYNC9j6igI8xiRUFl7SoOcx3J9TkMqd96Ey9v4Zvytqf8dILFE0gxsZS7zV6TOmuwGRzkw6Qbkm5arLKzeD01b1zloUaesrCKPlXTaMfohsNpvBNAQi','gAAAAABq8nXwVTr6xlxR4eY1WRSJwHkH7WvAJvAizqbJHWss6uI6qXMaSoCAzm8-P4DViwioeunNmzWCz9mxPLGqO6J1AuptCg==',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'gAAAAABq8nXwCH1bUvwO65KKDwr4zcXjIOo-iTZKeNkcpjcV_7k83IwFAuccorLzfgQaSSPgSXJa8vn5lBKojimvlKZjn3jjFQ==','2026-11-10',NULL,'','',8,'511702001001',NULL),
(5,31.212,107.502,'exact','gAAAAABq8nXwxK9aq9c_d3aqEn2FpIji-xIVFksErRCGhZtE1UlRR_oxZ5RnYamzVwc3pXLyO2HBSwP1dtCDiogRmBChs3-Z2-h7uMy1WSxteLTyLAFu5L6qe8oLKipLuGsKy40WcZ__','gAAAAABq8nXwqPzG725EcmloRq3kBDTfT_a6APM9NJqls2ssF3xJZ-uVw8wgICrODeQ4dTBzPV2Ws3Pxb9rL40JZl4vULv747A==',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'gAAAAABq8nXw5NcRGofb6ZIfTSPG3phgElLp8UsFbpvS_nre2gH3Ht_GBPhLqN7T7T1odjQMoKjbawf4WNDd5LqzKg-9ozXBXA==','2026-11-10',NULL,'','',10,'511702001001',NULL);
CREATE TABLE "elderly_visits_emergencycontact" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, "phone" varchar(20) NOT NULL, "relation" varchar(40) NOT NULL, "elder_id" bigint NOT NULL REFERENCES "elderly_visits_elder" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "contact_once" UNIQUE ("elder_id", "name", "phone"));
CREATE TABLE "elderly_visits_historicalelder" ("id" bigint NOT NULL, "lat" real NULL, "lon" real NULL, "location_quality" varchar(12) NOT NULL, "living_alone" bool NOT NULL, "empty_nest" bool NOT NULL, "left_behind" bool NOT NULL, "disabled" bool NOT NULL, "severely_handicapped" bool NOT NULL, "family_planning_special" bool NOT NULL, "dementia" bool NOT NULL, "life_threatening" bool NOT NULL, "in_institution" bool NOT NULL, "assistance" varchar(20) NOT NULL, "assistance_since" date NULL, "ability_level" smallint unsigned NULL CHECK ("ability_level" >= 0), "assessed_on" date NULL, "risk_tier" varchar(10) NOT NULL, "prefers_sex" varchar(1) NOT NULL, "needs_pair" bool NOT NULL, "slots" integer unsigned NOT NULL CHECK ("slots" >= 0), "registered_on" date NOT NULL, "left_on" date NULL, "left_reason" varchar(20) NOT NULL, "note" varchar(500) NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" varchar(100) NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL, "region_id" varchar(12) NULL, "worker_id" bigint NULL);
INSERT INTO "elderly_visits_historicalelder" VALUES
(1,31.212,107.502,'exact',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'2026-11-10',NULL,'','',1,'2026-11-10 01:00:00',NULL,'+',NULL,4,'511702001001',NULL),
(2,31.212,107.502,'exact',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'2026-11-10',NULL,'','',2,'2026-11-10 01:40:00',NULL,'+',NULL,6,'511702001001',NULL),
(3,31.212,107.502,'exact',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'2026-11-10',NULL,'','',3,'2026-11-10 01:40:00',NULL,'+',NULL,7,'511702001001',NULL),
(4,31.212,107.502,'exact',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'2026-11-10',NULL,'','',4,'2026-11-10 01:40:00',NULL,'+',NULL,8,'511702001001',NULL),
(5,31.212,107.502,'exact',1,0,0,0,0,0,0,0,0,'none',NULL,NULL,NULL,'general','',0,2097151,'2026-11-10',NULL,'','',5,'2026-11-10 01:40:00',NULL,'+',NULL,10,'511702001001',NULL);
CREATE TABLE "elderly_visits_missingvolunteers" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "gain_m" bigint unsigned NOT NULL CHECK ("gain_m" >= 0), "visits" integer unsigned NOT NULL CHECK ("visits" >= 0), "elders" integer unsigned NOT NULL CHECK ("elders" >= 0), "uncovered" integer unsigned NOT NULL CHECK ("uncovered" >= 0), "unmatched" integer unsigned NOT NULL CHECK ("unmatched" >= 0), "plan_id" bigint NOT NULL REFERENCES "elderly_visits_visitplan" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "missing_once_a_month_and_community" UNIQUE ("month", "region_id"));
INSERT INTO "elderly_visits_missingvolunteers" VALUES
(1,'2026-12-01',998500,1,1,1,1,1,'511702001001');
CREATE TABLE "elderly_visits_repair" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "cause" varchar(12) NOT NULL, "state" varchar(10) NOT NULL, "month" date NOT NULL, "requested_at" datetime NOT NULL, "not_before" datetime NOT NULL, "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0), "finished_at" datetime NULL, "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)), "error" varchar(300) NOT NULL, "closure_id" bigint NULL REFERENCES "elderly_visits_closure" ("id") DEFERRABLE INITIALLY DEFERRED, "elder_id" bigint NULL REFERENCES "elderly_visits_elder" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "requested_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "volunteer_id" bigint NULL REFERENCES "volunteers_volunteer" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "elderly_visits_repair" VALUES
(1,'new_elder','done','2026-11-01','2026-11-10 01:00:00','2026-11-10 01:02:00',1,'2026-11-10 01:00:00','{"visits": 1, "found": 1, "search": 0, "nobody": 0, "disturbed": 0, "pairs": 1, "optimal": true, "gap": 0.0, "seconds": 0.0}','',NULL,1,'511702001001',NULL,NULL),
(2,'new_elder','done','2026-11-01','2026-11-10 01:40:00','2026-11-10 01:42:00',1,'2026-11-10 01:40:00','{"visits": 1, "found": 1, "search": 0, "nobody": 0, "disturbed": 0, "pairs": 2, "optimal": true, "gap": 0.0, "seconds": 0.0}','',NULL,2,'511702001001',NULL,NULL),
(3,'new_elder','done','2026-11-01','2026-11-10 01:40:00','2026-11-10 01:42:00',1,'2026-11-10 01:40:00','{"visits": 1, "found": 1, "search": 0, "nobody": 0, "disturbed": 0, "pairs": 2, "optimal": true, "gap": 0.0, "seconds": 0.0}','',NULL,3,'511702001001',NULL,NULL),
(4,'new_elder','done','2026-11-01','2026-11-10 01:40:00','2026-11-10 01:42:00',1,'2026-11-10 01:40:00','{"visits": 1, "found": 1, "search": 0, "nobody": 0, "disturbed": 0, "pairs": 1, "optimal": true, "gap": 0.0, "seconds": 0.0}','',NULL,4,'511702001001',NULL,NULL),
(5,'withdrawn','done','2026-11-01','2026-11-10 01:40:00','2026-11-10 01:42:00',1,'2026-11-10 01:40:00','{"visits": 1, "found": 1, "search": 0, "nobody": 0, "disturbed": 0, "pairs": 1, "optimal": true, "gap": 0.0, "seconds": 0.0}','',NULL,NULL,'511702001001',4,2),
(6,'new_elder','done','2026-11-01','2026-11-10 01:40:00','2026-11-10 01:42:00',1,'2026-11-10 01:40:00','{"visits": 1, "found": 1, "search": 0, "nobody": 0, "disturbed": 0, "pairs": 1, "optimal": true, "gap": 0.0, "seconds": 0.0}','',NULL,5,'511702001001',NULL,NULL);
CREATE TABLE "elderly_visits_repairedvisit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "fate" varchar(10) NOT NULL, "reason" varchar(40) NOT NULL, "distance_m" integer unsigned NULL CHECK ("distance_m" >= 0), "again" bool NOT NULL, "after_id" bigint NULL REFERENCES "volunteers_volunteer" ("id") DEFERRABLE INITIALLY DEFERRED, "before_id" bigint NULL REFERENCES "volunteers_volunteer" ("id") DEFERRABLE INITIALLY DEFERRED, "repair_id" bigint NOT NULL REFERENCES "elderly_visits_repair" ("id") DEFERRABLE INITIALLY DEFERRED, "visit_id" bigint NOT NULL REFERENCES "elderly_visits_visit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "repaired_visit_once" UNIQUE ("repair_id", "visit_id", "before_id"));
INSERT INTO "elderly_visits_repairedvisit" VALUES
(1,'found','',299,0,1,NULL,1,1),
(2,'found','',299,0,1,NULL,2,3),
(3,'found','',299,0,1,NULL,3,4),
(4,'found','',443,0,2,NULL,4,8),
(5,'found','',299,0,3,2,5,9),
(6,'found','',299,0,3,NULL,6,10);
CREATE TABLE "elderly_visits_standin" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "rank" smallint unsigned NOT NULL CHECK ("rank" >= 0), "cost_m" real NOT NULL, "distance_m" integer unsigned NULL CHECK ("distance_m" >= 0), "again" bool NOT NULL, "passed_over" varchar(40) NOT NULL, "assignment_id" bigint NULL UNIQUE REFERENCES "volunteers_assignment" ("id") DEFERRABLE INITIALLY DEFERRED, "volunteer_id" bigint NOT NULL REFERENCES "volunteers_volunteer" ("id") DEFERRABLE INITIALLY DEFERRED, "search_id" bigint NOT NULL REFERENCES "elderly_visits_standinsearch" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "stand_in_once" UNIQUE ("search_id", "volunteer_id"), CONSTRAINT "stand_in_rank" UNIQUE ("search_id", "rank"));
INSERT INTO "elderly_visits_standin" VALUES
(1,1,1799.4,299,0,'',11,3,1);
CREATE TABLE "elderly_visits_standinsearch" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(10) NOT NULL, "at_once" smallint unsigned NOT NULL CHECK ("at_once" >= 0), "reason" varchar(40) NOT NULL, "started_at" datetime NOT NULL, "next_step_at" datetime NOT NULL, "ended_at" datetime NULL, "started_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "visit_id" bigint NOT NULL REFERENCES "elderly_visits_visit" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "elderly_visits_standinsearch" VALUES
(1,'asking',1,'','2026-11-10 01:40:00','2026-11-11 00:30:00',NULL,1,11);
CREATE TABLE "elderly_visits_timeshortage" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "neighbourhood" integer unsigned NOT NULL CHECK ("neighbourhood" >= 0), "visits" integer unsigned NOT NULL CHECK ("visits" >= 0), "elders" integer unsigned NOT NULL CHECK ("elders" >= 0), "volunteers" integer unsigned NOT NULL CHECK ("volunteers" >= 0), "possible" integer unsigned NOT NULL CHECK ("possible" >= 0), "complete" bool NOT NULL, "plan_id" bigint NOT NULL REFERENCES "elderly_visits_visitplan" ("id") DEFERRABLE INITIALLY DEFERRED, "visit_id" bigint NOT NULL UNIQUE REFERENCES "elderly_visits_visit" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "elderly_visits_timeshortage" VALUES
(1,0,3,3,2,2,1,1,6);
CREATE TABLE "elderly_visits_visit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "ordinal" smallint unsigned NOT NULL CHECK ("ordinal" >= 0), "tier" varchar(10) NOT NULL, "method" varchar(10) NOT NULL, "elder_id" bigint NOT NULL REFERENCES "elderly_visits_elder" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" bigint NOT NULL UNIQUE REFERENCES "volunteers_task" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NULL REFERENCES "elderly_visits_visitplan" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "elderly_visits_visit" VALUES
(1,'2026-11-01',1,'general','home',1,1,NULL),
(2,'2026-11-01',9,'general','home',1,2,NULL),
(3,'2026-11-01',1,'general','home',2,3,NULL),
(4,'2026-11-01',1,'general','home',3,4,NULL),
(5,'2026-12-01',1,'general','home',1,5,1),
(6,'2026-12-01',1,'general','home',2,6,1),
(7,'2026-12-01',1,'general','home',3,7,1),
(8,'2026-11-01',1,'general','home',4,8,NULL),
(9,'2026-11-01',8,'general','home',4,9,NULL),
(10,'2026-11-01',1,'general','home',5,10,NULL),
(11,'2026-11-01',7,'general','home',5,11,NULL);
CREATE TABLE "elderly_visits_visitplan" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "fingerprint" varchar(64) NOT NULL, "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)), "started_at" datetime NOT NULL, "finished_at" datetime NULL, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "requested_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "elderly_visits_visitplan" VALUES
(1,'2026-12-01','03b4d830c8b8d3bc749b7a7e32c0372ab6b5904771a9310338e51357426a334b','{"month": "2026-12", "elders": 3, "visits": 3, "matched": 2, "unmatched": 1, "reasons": {"capacity_exhausted": 1}, "travel_km": 0.7, "mean_m": 371.0, "continuity": 0.5, "pairs": 6, "optimal": true, "gap": 0.0, "objective": 1002326.0, "bound": 1002326.0, "uncovered": 1, "rounds": 1, "engine": {"gather": 0.001, "flow": 0.006, "settle": 0.004, "reasons": 0.0, "certify": 0.001}, "spread": {"near": 2, "serving": 2, "quartiles": [1.0, 1.0, 1.0], "gini": 0.0}, "offers": 2, "kept": 0, "moved": 0, "not_planned": {}, "seconds": {"load": 0.09, "candidates": 0.0, "solve": 0.01, "store": 0.07, "total": 0.18}, "peak_mb": 346.2}','2026-11-10 01:40:00','2026-11-10 01:40:00','511702001001',NULL);
CREATE TABLE "elderly_visits_visitreport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "on_behalf_of" varchar(60) NOT NULL, "visited_at" datetime NULL, "method" varchar(10) NOT NULL, "contact_made" bool NULL, "no_contact_reason" varchar(20) NOT NULL, "health" varchar(10) NOT NULL, "mood" varchar(12) NOT NULL, "living" varchar(10) NOT NULL, "support" varchar(10) NOT NULL, "gas" varchar(10) NOT NULL, "water" varchar(10) NOT NULL, "electricity" varchar(10) NOT NULL, "fire" varchar(10) NOT NULL, "falls" varchar(10) NOT NULL, "hygiene" varchar(10) NOT NULL, "needs" varchar(500) NOT NULL, "policy_information" varchar(300) NOT NULL, "note" varchar(1000) NOT NULL, "created_at" datetime NOT NULL, "saved_at" datetime NOT NULL, "submitted_at" datetime NULL, "voided_at" datetime NULL, "assignment_id" bigint NULL REFERENCES "volunteers_assignment" ("id") DEFERRABLE INITIALLY DEFERRED, "author_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "visit_id" bigint NOT NULL UNIQUE REFERENCES "elderly_visits_visit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "submitted_report_is_complete" CHECK (("submitted_at" IS NULL OR ("contact_made" IS NOT NULL AND "visited_at" IS NOT NULL AND NOT ("method" = '')))), CONSTRAINT "no_contact_has_a_reason" CHECK (("submitted_at" IS NULL OR "contact_made" OR NOT ("no_contact_reason" = ''))));
INSERT INTO "elderly_visits_visitreport" VALUES
(1,'','2026-11-10 01:00:00','home',1,'','good','good','none','good','safe','safe','safe','safe','safe','good','','','','2026-11-10 01:40:00','2026-11-10 01:40:00','2026-11-10 01:40:00',NULL,2,3,2);
CREATE TABLE "facilities_facility" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "lat" real NULL, "lon" real NULL, "location_quality" varchar(12) NOT NULL, "name" varchar(100) NOT NULL, "type" varchar(40) NOT NULL, "address" varchar(200) NOT NULL, "capacity" integer unsigned NULL CHECK ("capacity" >= 0), "area_m2" integer unsigned NULL CHECK ("area_m2" >= 0), "phone" varchar(40) NOT NULL, "opening_hours" varchar(200) NOT NULL, "services" text NOT NULL CHECK ((JSON_VALID("services") OR "services" IS NULL)), "verified_on" date NULL, "opened_on" date NULL, "closed_on" date NULL, "renovated" bool NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "operator_id" bigint NULL REFERENCES "organizations_socialorganization" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "verified_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "facilities_facility_point_valid" CHECK ((("lat" IS NULL AND "lon" IS NULL) OR ("lat" IS NOT NULL AND "lon" IS NOT NULL AND "lat" >= -90.0 AND "lat" <= 90.0 AND "lon" >= -180.0 AND "lon" <= 180.0))), CONSTRAINT "facility_once" UNIQUE ("name", "type", "region_id"));
CREATE TABLE "facilities_facilitycorrection" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "phone" varchar(40) NOT NULL, "created_at" datetime NOT NULL, "state" varchar(10) NOT NULL, "handled_at" datetime NULL, "note" varchar(300) NOT NULL, "facility_id" bigint NOT NULL REFERENCES "facilities_facility" ("id") DEFERRABLE INITIALLY DEFERRED, "handled_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "handled_correction_forgets_the_phone" CHECK ((("handled_at" IS NULL AND "state" = 'open') OR (NOT ("state" = 'open') AND "handled_at" IS NOT NULL AND "phone" = ''))));
CREATE TABLE "facilities_historicalfacility" ("id" bigint NOT NULL, "lat" real NULL, "lon" real NULL, "location_quality" varchar(12) NOT NULL, "name" varchar(100) NOT NULL, "type" varchar(40) NOT NULL, "address" varchar(200) NOT NULL, "capacity" integer unsigned NULL CHECK ("capacity" >= 0), "area_m2" integer unsigned NULL CHECK ("area_m2" >= 0), "phone" varchar(40) NOT NULL, "opening_hours" varchar(200) NOT NULL, "services" text NOT NULL CHECK ((JSON_VALID("services") OR "services" IS NULL)), "verified_on" date NULL, "opened_on" date NULL, "closed_on" date NULL, "renovated" bool NOT NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" varchar(100) NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "operator_id" bigint NULL, "region_id" varchar(12) NULL, "verified_by_id" bigint NULL);
CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(20) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "last_used_at" datetime NULL);
CREATE TABLE "notifications_message" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(40) NOT NULL, "channel" varchar(10) NOT NULL, "subject" varchar(120) NOT NULL, "body" varchar(500) NOT NULL, "link" varchar(200) NOT NULL, "key" varchar(120) NOT NULL UNIQUE, "state" varchar(10) NOT NULL, "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0), "not_before" datetime NOT NULL, "sent_at" datetime NULL, "error" varchar(300) NOT NULL, "read_at" datetime NULL, "created_at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "notifications_message" VALUES
(1,'offers','sms','给您派了探访','您附近有1次探访等您答复（2026-11）。请答复去还是不去。','/volunteer/','offers:c5bd04bfc5784212a020258b54ddeb22','waiting',0,'2026-11-10 01:00:00',NULL,'',NULL,'2026-11-10 01:00:00',3),
(2,'offer','sms','有一个任务想请您帮忙','甲社区探访，甲社区，2026-11-10至2026-11-16。请答复去还是不去。','/visits/72ab6ad1-2c69-4d8c-889d-67a98c05de5c/','offer:72ab6ad1-2c69-4d8c-889d-67a98c05de5c','sent',1,'2026-11-10 01:02:00','2026-11-10 01:00:00','',NULL,'2026-11-10 01:00:00',3),
(3,'timebank.credited','inbox','您的服务已入账','感谢您11月10日参加“甲社区探访”，时间币40分钟已入账。另得40分。','/timebank/','timebank.credited:2f106eee-3519-4318-8e8c-7d36864b16df','sent',1,'2026-11-10 01:42:00','2026-11-10 01:40:00','',NULL,'2026-11-10 01:40:00',3),
(4,'offers','sms','给您派了探访','您附近有1次探访等您答复（2026-11）。请答复去还是不去。','/volunteer/','offers:5b0908499acc4a24832514e833658174','waiting',0,'2026-11-10 01:40:00',NULL,'',NULL,'2026-11-10 01:40:00',3),
(5,'offers','sms','给您派了探访','您附近有1次探访等您答复（2026-11）。请答复去还是不去。','/volunteer/','offers:35c5bb93de0e47c59e790de558802c57','waiting',0,'2026-11-10 01:40:00',NULL,'',NULL,'2026-11-10 01:40:00',3),
(6,'offers','sms','给您派了探访','您附近有1次探访等您答复（2026-12）。请答复去还是不去。','/volunteer/','offers:3b45e14b9dd948f2b635422ed9a51161','waiting',0,'2026-11-10 01:40:00',NULL,'',NULL,'2026-11-10 01:40:00',3),
(7,'offers','sms','给您派了探访','您附近有1次探访等您答复（2026-12）。请答复去还是不去。','/volunteer/','offers:321c61f8a6764276ae1664ec1d100ba4','waiting',0,'2026-11-10 01:40:00',NULL,'',NULL,'2026-11-10 01:40:00',5),
(8,'offers','sms','给您派了探访','您附近有1次探访等您答复（2026-11）。请答复去还是不去。','/volunteer/','offers:55d2e162ee8548af8f0286fed5259bd0','waiting',0,'2026-11-10 01:40:00',NULL,'',NULL,'2026-11-10 01:40:00',5),
(9,'offer','sms','有一个任务想请您帮忙','甲社区探访，甲社区，2026-11-10至2026-11-25。请答复去还是不去。','/visits/969651eb-c521-4aa2-912c-ccbdf85fccc2/','offer:969651eb-c521-4aa2-912c-ccbdf85fccc2','sent',1,'2026-11-10 01:42:00','2026-11-10 01:40:00','',NULL,'2026-11-10 01:40:00',5),
(10,'offers','sms','给您派了探访','您附近有1次探访等您答复（2026-11）。请答复去还是不去。','/volunteer/','offers:4cd8d717ea974b71a213a6fd41908f7c','waiting',0,'2026-11-10 01:40:00',NULL,'',NULL,'2026-11-10 01:40:00',9),
(11,'offers','sms','给您派了探访','您附近有1次探访等您答复（2026-11）。请答复去还是不去。','/volunteer/','offers:953c5b52ac314cb0acdbee111c4a6e4a','waiting',0,'2026-11-10 01:40:00',NULL,'',NULL,'2026-11-10 01:40:00',9),
(12,'offer','sms','有一个任务想请您帮忙','甲社区探访，甲社区，2026-11-10至2026-11-14。请在11-11 08:30前答复能否前往。','/visits/ece1e5d8-6d66-45d9-ac92-e6de85777d24/','offer:ece1e5d8-6d66-45d9-ac92-e6de85777d24','sent',1,'2026-11-10 01:42:00','2026-11-10 01:40:00','',NULL,'2026-11-10 01:40:00',9);
CREATE TABLE "organizations_historicalsocialorganization" ("id" bigint NOT NULL, "uscc" varchar(18) NULL, "name" varchar(100) NOT NULL, "kind" varchar(20) NOT NULL, "tier" varchar(20) NOT NULL, "fields" text NOT NULL CHECK ((JSON_VALID("fields") OR "fields" IS NULL)), "grade" varchar(2) NOT NULL, "graded_on" date NULL, "introduction" text NOT NULL, "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(20) NOT NULL, "state" varchar(10) NOT NULL, "review_note" varchar(300) NOT NULL, "reviewed_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" varchar(100) NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NULL, "reviewed_by_id" bigint NULL, "partner_id" bigint NULL);
CREATE TABLE "organizations_organizationmember" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(10) NOT NULL, "since" date NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NOT NULL REFERENCES "organizations_socialorganization" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "member_once" UNIQUE ("organization_id", "person_id"));
CREATE TABLE "organizations_socialorganization" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uscc" varchar(18) NULL UNIQUE, "name" varchar(100) NOT NULL, "kind" varchar(20) NOT NULL, "tier" varchar(20) NOT NULL, "fields" text NOT NULL CHECK ((JSON_VALID("fields") OR "fields" IS NULL)), "grade" varchar(2) NOT NULL, "graded_on" date NULL, "introduction" text NOT NULL, "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(20) NOT NULL, "state" varchar(10) NOT NULL, "review_note" varchar(300) NOT NULL, "reviewed_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NULL UNIQUE REFERENCES "timebank_partner" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "organization_name_in_region" UNIQUE ("name", "region_id"), CONSTRAINT "registered_organization_has_uscc" CHECK ((("tier" = 'registered' AND "uscc" IS NOT NULL) OR NOT ("tier" = 'registered'))), CONSTRAINT "grade_has_a_date" CHECK (("grade" = '' OR "graded_on" IS NOT NULL)));
CREATE TABLE "people_accesslog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "action" varchar(10) NOT NULL, "detail" varchar(200) NOT NULL, "count" integer unsigned NOT NULL CHECK ("count" >= 0), "address" char(39) NULL, "outcome" varchar(10) NOT NULL, "actor_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "subject_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_consent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "purpose" varchar(30) NOT NULL, "given_on" date NOT NULL, "method" varchar(20) NOT NULL, "given_by" varchar(60) NOT NULL, "recorded_at" datetime NOT NULL, "withdrawn_on" date NULL, "withdrawal_note" varchar(200) NOT NULL, "recorded_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "consent_period" CHECK (("withdrawn_on" IS NULL OR "withdrawn_on" >= ("given_on"))));
INSERT INTO "people_consent" VALUES
(1,'visits','2026-11-10','oral','','2026-11-10 01:00:00',NULL,'',NULL,4),
(2,'visits','2026-11-10','oral','','2026-11-10 01:40:00',NULL,'',NULL,6),
(3,'visits','2026-11-10','oral','','2026-11-10 01:40:00',NULL,'',NULL,7),
(4,'visits','2026-11-10','oral','','2026-11-10 01:40:00',NULL,'',NULL,8),
(5,'visits','2026-11-10','oral','','2026-11-10 01:40:00',NULL,'',NULL,10);
CREATE TABLE "people_dialect" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(40) NOT NULL UNIQUE, "name" varchar(40) NOT NULL);
CREATE TABLE "people_historicalperson" ("id" bigint NOT NULL, "uuid" char(32) NOT NULL, "name" varchar(60) NOT NULL, "sex" varchar(1) NOT NULL, "birth_date" date NULL, "phone" varchar(20) NOT NULL, "died_on" date NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" varchar(100) NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NULL, "user_id" bigint NULL);
INSERT INTO "people_historicalperson" VALUES
(1,'b5e8ca6ba59f4bf1b33153aa99f25036','网格员甲','',NULL,'+8610000000001',NULL,0,'2026-11-10 01:00:00','2026-11-10 01:00:00',1,'2026-11-10 01:00:00',NULL,'+',NULL,'511702001001',1),
(2,'c28fb984f899407dbda217c294b5d3e8','经办甲','',NULL,'+8610000000002',NULL,0,'2026-11-10 01:00:00','2026-11-10 01:00:00',2,'2026-11-10 01:00:00',NULL,'+',NULL,'511702001000',2),
(3,'99560e24e7b6452f96e3bbe6641a2358','志愿者甲','F','1990-05-01','+8610000000003',NULL,0,'2026-11-10 01:00:00','2026-11-10 01:00:00',3,'2026-11-10 01:00:00',NULL,'+',NULL,NULL,3),
(4,'c167e7964fde429790a1605274ca81a3','王婆婆','F','1950-03-04','+8610010000001',NULL,0,'2026-11-10 01:00:00','2026-11-10 01:00:00',4,'2026-11-10 01:00:00',NULL,'+',NULL,'511702001001',NULL),
(5,'eee1f97a3a0e4d02a15fdafe07715589','志愿者乙','F','1990-05-01','+8610000000004',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00',5,'2026-11-10 01:40:00',NULL,'+',NULL,NULL,4),
(6,'1f1107b627b94268a930f6d35914c23c','老人0','F','1950-03-04','+8610010000002',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00',6,'2026-11-10 01:40:00',NULL,'+',NULL,'511702001001',NULL),
(7,'128f77f9ae0745bbbcd8b3eab8f671e7','老人1','F','1950-03-04','+8610010000003',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00',7,'2026-11-10 01:40:00',NULL,'+',NULL,'511702001001',NULL),
(8,'de20a735ccf34d87b21b98b0e3df341d','李爷爷','F','1950-03-04','+8610010000004',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00',8,'2026-11-10 01:40:00',NULL,'+',NULL,'511702001001',NULL),
(9,'b3689f83d5c849e0abddcc879313985e','志愿者丙','F','1990-05-01','+8610000000005',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00',9,'2026-11-10 01:40:00',NULL,'+',NULL,NULL,5),
(10,'88f217bffb2e448dbed149add5b7e601','赵婆婆','F','1950-03-04','+8610010000005',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00',10,'2026-11-10 01:40:00',NULL,'+',NULL,'511702001001',NULL);
CREATE TABLE "people_kinship" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "relation" varchar(20) NOT NULL, "named" varchar(60) NOT NULL, "named_phone" varchar(20) NOT NULL, "named_id_index" varchar(64) NOT NULL, "proposed_at" datetime NOT NULL, "verified_at" datetime NULL, "proof" varchar(10) NOT NULL, "document" varchar(20) NOT NULL, "declined_at" datetime NULL, "ended_at" datetime NULL, "declined_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "ended_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "relative_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "verified_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "kinship_between_two" CHECK (("relative_id" IS NULL OR NOT ("relative_id" = ("person_id") AND "relative_id" IS NOT NULL))), CONSTRAINT "kinship_verified_with_proof" CHECK ((("proof" = '' AND "verified_at" IS NULL) OR ("proof" IN ('relative', 'worker') AND "relative_id" IS NOT NULL AND "verified_at" IS NOT NULL))), CONSTRAINT "kinship_declined_or_verified" CHECK (("declined_at" IS NULL OR "verified_at" IS NULL)));
CREATE TABLE "people_mandate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "relation" varchar(40) NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "revoked_at" datetime NULL, "recorded_at" datetime NOT NULL, "recorded_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "agent_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "principal_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "revoked_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "may_ask" bool NOT NULL, "may_give" bool NOT NULL, CONSTRAINT "mandate_for_another" CHECK (NOT ("principal_id" = ("agent_id"))));
CREATE TABLE "people_mandateuse" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "scope" varchar(10) NOT NULL, "at" datetime NOT NULL, "what" varchar(300) NOT NULL, "key" varchar(120) NOT NULL UNIQUE, "mandate_id" bigint NOT NULL REFERENCES "people_mandate" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "name" varchar(60) NOT NULL, "sex" varchar(1) NOT NULL, "birth_date" date NULL, "id_number" text NOT NULL, "id_number_index" varchar(64) NULL UNIQUE, "phone" varchar(20) NOT NULL, "died_on" date NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "region_id" varchar(12) NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NULL UNIQUE REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "people_person" VALUES
(1,'b5e8ca6ba59f4bf1b33153aa99f25036','网格员甲','',NULL,'',NULL,'+8610000000001',NULL,0,'2026-11-10 01:00:00','2026-11-10 01:00:00','511702001001',1),
(2,'c28fb984f899407dbda217c294b5d3e8','经办甲','',NULL,'',NULL,'+8610000000002',NULL,0,'2026-11-10 01:00:00','2026-11-10 01:00:00','511702001000',2),
(3,'99560e24e7b6452f96e3bbe6641a2358','志愿者甲','F','1990-05-01','',NULL,'+8610000000003',NULL,0,'2026-11-10 01:00:00','2026-11-10 01:00:00',NULL,3),
(4,'c167e7964fde429790a1605274ca81a3','王婆婆','F','1950-03-04','',NULL,'+8610010000001',NULL,0,'2026-11-10 01:00:00','2026-11-10 01:00:00','511702001001',NULL),
(5,'eee1f97a3a0e4d02a15fdafe07715589','志愿者乙','F','1990-05-01','',NULL,'+8610000000004',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00',NULL,4),
(6,'1f1107b627b94268a930f6d35914c23c','老人0','F','1950-03-04','',NULL,'+8610010000002',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00','511702001001',NULL),
(7,'128f77f9ae0745bbbcd8b3eab8f671e7','老人1','F','1950-03-04','',NULL,'+8610010000003',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00','511702001001',NULL),
(8,'de20a735ccf34d87b21b98b0e3df341d','李爷爷','F','1950-03-04','',NULL,'+8610010000004',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00','511702001001',NULL),
(9,'b3689f83d5c849e0abddcc879313985e','志愿者丙','F','1990-05-01','',NULL,'+8610000000005',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00',NULL,5),
(10,'88f217bffb2e448dbed149add5b7e601','赵婆婆','F','1950-03-04','',NULL,'+8610010000005',NULL,0,'2026-11-10 01:40:00','2026-11-10 01:40:00','511702001001',NULL);
CREATE TABLE "people_person_dialects" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "dialect_id" bigint NOT NULL REFERENCES "people_dialect" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_rolegrant" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(30) NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "granted_at" datetime NOT NULL, "granted_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "ended_at" datetime NULL, "ended_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "role_grant_period" CHECK (("valid_until" IS NULL OR "valid_until" >= ("valid_from"))));
INSERT INTO "people_rolegrant" VALUES
(1,'community_worker','2026-11-10',NULL,'2026-11-10 01:00:00',NULL,'511702001001',1,NULL,NULL),
(2,'township_officer','2026-11-10',NULL,'2026-11-10 01:00:00',NULL,'511702001000',2,NULL,NULL);
CREATE TABLE "people_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "first_name" varchar(150) NOT NULL, "last_name" varchar(150) NOT NULL, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "phone" varchar(20) NULL UNIQUE, "phone_verified" bool NOT NULL);
INSERT INTO "people_user" VALUES
(1,'!B2qTdaAwrhdQWO1aXhM4luYokvw8eaQQKCKcArNx',NULL,0,'','网格员甲','',0,1,'2026-11-10 01:00:00','72309112f1064098b6a632f8f21b0933','+8610000000001',1),
(2,'!RBdiwEo1QzuDGi96va9Pxmd0YJqCkPimC2YnjfgK',NULL,0,'','经办甲','',0,1,'2026-11-10 01:00:00','dc6c0eb5cd414633b9eb20f9de290588','+8610000000002',1),
(3,'!c7G8PqxFJeCuB6jOKNUx0oP6xgYafjesCEVtI8e0',NULL,0,'','志愿者甲','',0,1,'2026-11-10 01:00:00','e885b0458d364a70b7003c8409985805','+8610000000003',1),
(4,'!IqdTFGfCO9Cry8c1ZVl6gU0nk0Jx2vrAmdfOFSMp',NULL,0,'','志愿者乙','',0,1,'2026-11-10 01:40:00','c8cf170356694cfdbe13d8a1e4b6b5d7','+8610000000004',1),
(5,'!2GvzvnIOaRabjXzD0gtjKRbWCC6R7klkq3QkkEwu',NULL,0,'','志愿者丙','',0,1,'2026-11-10 01:40:00','051af4dd94484b419926dd600a84ebc8','+8610000000005',1);
CREATE TABLE "people_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "platform_site_homepage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "title_en" varchar(255) NOT NULL, "intro" varchar(300) NOT NULL, "intro_en" varchar(300) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "body_en" text NOT NULL CHECK ((JSON_VALID("body_en") OR "body_en" IS NULL)));
CREATE TABLE "platform_site_infopage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "title_en" varchar(255) NOT NULL, "intro" varchar(300) NOT NULL, "intro_en" varchar(300) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "body_en" text NOT NULL CHECK ((JSON_VALID("body_en") OR "body_en" IS NULL)), "on_home" bool NOT NULL, "icon" varchar(20) NOT NULL);
CREATE TABLE "platform_site_newsindexpage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "title_en" varchar(255) NOT NULL, "intro" varchar(300) NOT NULL, "intro_en" varchar(300) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "body_en" text NOT NULL CHECK ((JSON_VALID("body_en") OR "body_en" IS NULL)));
CREATE TABLE "platform_site_newspage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "title_en" varchar(255) NOT NULL, "intro" varchar(300) NOT NULL, "intro_en" varchar(300) NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)), "body_en" text NOT NULL CHECK ((JSON_VALID("body_en") OR "body_en" IS NULL)), "day" date NOT NULL);
CREATE TABLE "policies_policyrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL, "value" text NOT NULL CHECK ((JSON_VALID("value") OR "value" IS NULL)), "valid_from" date NOT NULL, "source_kind" varchar(10) NOT NULL, "source" varchar(300) NOT NULL, "note" varchar(300) NOT NULL, "created_at" datetime NOT NULL, "author_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_policy_a_day_in_a_region" UNIQUE ("key", "region_id", "valid_from"));
INSERT INTO "policies_policyrow" VALUES
(1,'visits.elder.minimum_age','60','2000-01-01','law','《老年人权益保障法》第二条','','2026-11-30 15:30:42.879867',NULL,NULL),
(2,'visits.tier.high_risk_age','80','2000-01-01','press','媒体报道的某地按风险等级探访的规定','','2026-11-30 15:30:42.879907',NULL,NULL),
(3,'visits.tier.key_ability_level','3','2000-01-01','choice','GB/T 42195-2022 把 3 级称为重度失能；从哪一级起上门探访没有规定','','2026-11-30 15:30:42.879928',NULL,NULL),
(4,'visits.cadence','{"high": {"times": 1, "every": "week"}, "key": {"times": 1, "every": "month"}, "general": {"times": 1, "every": "month"}}','2000-01-01','programme','《方案》第10项：月探访率 100%；高风险每周一次，参照媒体报道的某地规定','','2026-11-30 15:30:42.879961',NULL,NULL),
(5,'visits.method','{"high": "home", "key": "home", "general": "home"}','2000-01-01','programme','《方案》第10项：上门、电话视频、远程监测；失能老人只上门（媒体报道）','','2026-11-30 15:30:42.879978',NULL,NULL),
(6,'visits.minutes','{"home": 40, "phone": 15, "remote": 10}','2000-01-01','choice','没有找到规定；够填探访记录、再聊聊天','','2026-11-30 15:30:42.879994',NULL,NULL),
(7,'visits.extra','[]','2000-01-01','press','节日和极端天气增加探访；具体日子由市里每年确定','','2026-11-30 15:30:42.880016',NULL,NULL),
(8,'visits.adults_only','true','2000-01-01','choice','国务院令第685号：未成年人参加志愿服务须监护人同意或陪同；上门探访是关起门来的事','','2026-11-30 15:30:42.880034',NULL,NULL),
(9,'visits.needs_insurance','false','2000-01-01','choice','国务院令第685号要求有风险的服务先办保险；探访不算','','2026-11-30 15:30:42.880050',NULL,NULL),
(10,'visits.matching.assumed_dialects','["\u666e\u901a\u8bdd"]','2000-01-01','choice','学校都教普通话','','2026-11-30 15:30:42.880067',NULL,NULL),
(11,'visits.matching.weights','{"distance": 1.0, "discontinuity_m": 1500.0, "unfilled_m": {"high": 400000.0, "key": 350000.0, "general": 300000.0}, "uncovered_elder_m": 700000.0, "fairness_m_per_hour": 60.0, "stability_m": 3000.0}','2000-01-01','choice','熟面孔抵得上 1.5 公里路；能成行的探访抵得上全市任何路程','','2026-11-30 15:30:42.888211',NULL,NULL),
(12,'visits.recruiting.typical_volunteer','{"reach_m": 3000, "visits": 4}','2000-01-01','choice','步行半小时以内，每周探访一次','','2026-11-30 15:30:42.888269',NULL,NULL),
(13,'visits.taken_by_volunteers','true','2000-01-01','choice','今天就有人认领的探访不必等到今晚编排；适用同样的规则','','2026-11-30 15:30:42.888288',NULL,NULL),
(14,'visits.plan.next_month_from_day','25','2000-01-01','choice','让志愿者在月初前有时间答复','','2026-11-30 15:30:42.888310',NULL,NULL),
(15,'visits.plan.months_ahead','12','2000-01-01','choice','一年以后的名册和志愿者时间都还不知道','','2026-11-30 15:30:42.888328',NULL,NULL),
(16,'visits.concern.severities','{"health.critical": "emergency", "health.sick": "urgent", "health.worse": "routine", "mood.distressed": "urgent", "mood.confused": "routine", "mood.low": "routine", "living.serious": "urgent", "living.some": "routine", "support.neglect": "urgent", "support.none": "routine", "safety.danger": "emergency", "safety.hazard": "routine", "hygiene.poor": "routine", "needs": "routine", "no_contact": "routine", "no_contact.high": "urgent"}','2000-01-01','choice','三个等级：立即处理、一天之内、一周之内','','2026-11-30 15:30:42.888359',NULL,NULL),
(17,'visits.concern.due_hours','{"emergency": 1, "urgent": 24, "routine": 168}','2000-01-01','choice','紧急：立即处理；较急：24小时；一般：7天','','2026-11-30 15:30:42.888377',NULL,NULL),
(18,'visits.disclosure.hours_before','24','2000-01-01','choice','《个人信息保护法》第28条：住址最少披露','','2026-11-30 15:30:42.888392',NULL,NULL),
(19,'visits.disclosure.hours_after','2','2000-01-01','choice','《个人信息保护法》第28条：住址最少披露','','2026-11-30 15:30:42.888406',NULL,NULL),
(20,'visits.repair.most_disturbed','20','2000-01-01','choice','只调整尚未答复的邀请；再多，小调整就成了重新计划','','2026-11-30 15:30:42.888421',NULL,NULL),
(21,'visits.stand_in.answer_time','{"share": 0.2, "shortest_minutes": 30, "longest_hours": 24}','2000-01-01','choice','剩余时间的五分之一，还来得及再问四人；不到半小时不算邀请','','2026-11-30 15:30:42.888439',NULL,NULL),
(22,'visits.stand_in.at_once','1','2000-01-01','choice','一个一个问：谁也不会白白答应','','2026-11-30 15:30:42.888455',NULL,NULL),
(23,'visits.stand_in.by_itself_hours','48','2000-01-01','choice','两天内来得及问几个人；更早时，给一个人多些时间更体贴','','2026-11-30 15:30:42.888471',NULL,NULL),
(24,'visits.stand_in.list_length','12','2000-01-01','choice','名单再往后，几乎没有人会答应','','2026-11-30 15:30:42.888486',NULL,NULL),
(25,'visits.stand_in.night','{"from_hour": 21, "until_hour": 8}','2000-01-01','choice','短信会吵醒人；探访时段为8点至21点','','2026-11-30 15:30:42.888503',NULL,NULL),
(26,'visits.closure.longest_days','31','2000-01-01','choice','一个月都到不了的地方，需要的不只是换一位探访人','','2026-11-30 15:30:42.888518',NULL,NULL),
(27,'volunteers.default_reach_m','3000','2000-01-01','choice','步行半小时','','2026-11-30 15:30:42.888533',NULL,NULL),
(28,'volunteers.default_monthly_minutes','360','2000-01-01','choice','每周一个半小时','','2026-11-30 15:30:42.888549',NULL,NULL),
(29,'volunteers.minimum_age','14','2000-01-01','choice','《个人信息保护法》第28条：不满14周岁的个人信息为敏感信息；未成年人须监护人同意（国务院令第685号第10条）','','2026-11-30 15:30:42.888565',NULL,NULL),
(30,'volunteers.offer.answer_within_hours','72','2000-01-01','choice','一周之内还来得及另找人','','2026-11-30 15:30:42.888580',NULL,NULL),
(31,'volunteers.check_in.fence_m','200','2000-01-01','choice','高楼之间手机定位误差可达约100米；未转换的GCJ-02坐标会偏约500米','','2026-11-30 15:30:42.888594',NULL,NULL),
(32,'volunteers.check_in.wrong_codes_an_hour','5','2000-01-01','choice','六位数字一小时试五次猜不中','','2026-11-30 15:30:42.888608',NULL,NULL),
(33,'volunteers.verify.shortest_minutes','10','2000-01-01','choice','再短就不像一次服务，由工作人员核实','','2026-11-30 15:30:42.888622',NULL,NULL),
(34,'volunteers.verify.longest_share','2.0','2000-01-01','choice','超过的话，多半是忘了签退','','2026-11-30 15:30:42.888638',NULL,NULL),
(35,'volunteers.shift.withdraw_until_hours','12','2000-01-01','choice','给组织者留出另找人的时间','','2026-11-30 15:30:42.888653',NULL,NULL),
(36,'volunteers.rest_minutes','15','2000-01-01','choice','步行一公里的时间；路远的可以约晚一点','','2026-11-30 15:30:42.888666',NULL,NULL),
(37,'volunteers.visits_per_half_day','2','2000-01-01','choice','两次探访加上路程，一个上午不赶也不空','','2026-11-30 15:30:42.888680',NULL,NULL),
(38,'volunteers.absence.longest_days','92','2000-01-01','choice','一个季度；更久可先退出，以后再加入','','2026-11-30 15:30:42.888694',NULL,NULL),
(39,'volunteers.pace','{"walking_kmh": 4.0, "riding_kmh": 15.0, "ready_minutes": 8.0, "detour": 1.3}','2000-01-01','choice','步行；骑电动车或乘公交更快时按骑行计；街道绕行通常为直线的1.3倍','','2026-11-30 15:30:42.888713',NULL,NULL),
(40,'volunteers.round.step_minutes','10','2000-01-01','choice','约时间说九点十分，不说九点零七分','','2026-11-30 15:30:42.888731',NULL,NULL),
(41,'volunteers.round.outing_minutes','30','2000-01-01','choice','宁可路上多半小时，也不必再出一次门','','2026-11-30 15:30:42.888744',NULL,NULL),
(42,'timebank.minutes_per_coin','60','2000-01-01','choice','1小时=1个时间币；账本按分钟记','','2026-11-30 15:30:42.888759',NULL,NULL),
(43,'timebank.points.coefficients','{"visit": 1.0, "companionship": 1.0, "housework": 1.2, "health": 1.5, "meals": 1.0, "repair": 1.2, "transport": 1.2, "culture": 1.0, "training": 1.2, "other": 1.0}','2000-01-01','choice','实施方案第18项要求建立服务积分，未定标准；难度大的多计','','2026-11-30 15:30:42.888780',NULL,NULL),
(44,'timebank.points.night','{"coefficient": 1.0, "from": "22:00", "until": "06:00"}','2000-01-01','choice','未找到标准：市里确定之前按1倍','','2026-11-30 15:30:42.888797',NULL,NULL),
(45,'timebank.points.holidays','{"coefficient": 1.0, "days": "holidays"}','2000-01-01','choice','未找到标准：市里确定之前按1倍','','2026-11-30 15:30:42.888812',NULL,NULL),
(46,'timebank.cap.day_minutes','480','2000-01-01','choice','8小时，一个普通工作日','','2026-11-30 15:30:42.888827',NULL,NULL),
(47,'timebank.cap.month_minutes','0','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.888841',NULL,NULL),
(48,'timebank.cap.stored_minutes','90000','2000-01-01','press','南京做法：上限1500小时，超出部分转入公共时间池或用于荣誉激励','','2026-11-30 15:30:42.888855',NULL,NULL),
(49,'timebank.cap.excess_to','"pool"','2000-01-01','press','南京做法：转入公共时间池或用于荣誉激励','','2026-11-30 15:30:42.888868',NULL,NULL),
(50,'timebank.evidence.automatic','["A"]','2000-01-01','choice','两项相互独立的证明','','2026-11-30 15:30:42.888884',NULL,NULL),
(51,'timebank.evidence.points','["A", "B"]','2000-01-01','press','黄石做法：事后补录的服务只计时长，不计积分','','2026-11-30 15:30:42.888898',NULL,NULL),
(52,'timebank.group.coins_to','"donate_only"','2000-01-01','press','南京做法：集体服务所得只能捐赠','','2026-11-30 15:30:42.888910',NULL,NULL),
(53,'timebank.group.points','true','2000-01-01','choice','未找到规定；积分是对个人的感谢，不能转让','','2026-11-30 15:30:42.888924',NULL,NULL),
(54,'timebank.record.late','"credit"','2000-01-01','choice','第67号令规定了时限，没有规定逾期的后果','','2026-11-30 15:30:42.888937',NULL,NULL),
(55,'timebank.record.deadline_working_days','10','2000-01-01','law','民政部令第67号','','2026-11-30 15:30:42.888951',NULL,NULL),
(56,'timebank.stars.hours','[100, 300, 600, 1000, 1500]','2000-01-01','press','志愿者星级：100、300、600、1000、1500小时','','2026-11-30 15:30:42.888967',NULL,NULL),
(57,'timebank.stars.notice_from_level','3','2000-01-01','choice','媒体报道的公示做法，各地起点不一','','2026-11-30 15:30:42.888981',NULL,NULL),
(58,'timebank.stars.objections_an_hour','5','2000-01-01','choice','知道有误的人，一般只知道一两处','','2026-11-30 15:30:42.888995',NULL,NULL),
(59,'timebank.stars.notice_working_days','5','2000-01-01','press','星级生效前公示5个工作日','','2026-11-30 15:30:42.889008',NULL,NULL),
(60,'timebank.gift.relations','["spouse", "parent", "child", "grandparent", "grandchild"]','2000-01-01','press','南京、北京做法：直系亲属','','2026-11-30 15:30:42.889025',NULL,NULL),
(61,'timebank.gift.proofs','["relative", "worker"]','2000-01-01','choice','双方确认，或者由工作人员查验证件','','2026-11-30 15:30:42.889040',NULL,NULL),
(62,'timebank.gift.least_age','60','2000-01-01','press','南京做法：60周岁以上的直系亲属','','2026-11-30 15:30:42.889053',NULL,NULL),
(63,'timebank.gift.excess','"refuse"','2000-01-01','choice','本想送给母亲的，不应意外转到别处','','2026-11-30 15:30:42.889066',NULL,NULL),
(64,'timebank.gift.earmark_days','60','2000-01-01','choice','没有选定受助人的，转入公共时间池帮助重点老年人','','2026-11-30 15:30:42.889080',NULL,NULL),
(65,'timebank.redeem.least_age','60','2000-01-01','press','南京、北京做法：满60周岁，供本人或配偶使用','','2026-11-30 15:30:42.889094',NULL,NULL),
(66,'timebank.redeem.for','["spouse"]','2000-01-01','press','南京、北京做法：满60周岁，供本人或配偶使用','','2026-11-30 15:30:42.889135',NULL,NULL),
(67,'timebank.expiry.months','0','2000-01-01','choice','本市不作规定则不到期；到期时先入先出，并提前通知','','2026-11-30 15:30:42.889148',NULL,NULL),
(68,'timebank.expiry.notice_days','60','2000-01-01','choice','留出时间使用或赠送','','2026-11-30 15:30:42.889161',NULL,NULL),
(69,'timebank.expiry.to','"pool"','2000-01-01','choice','用不完的，用来帮助没有时间币的人','','2026-11-30 15:30:42.889174',NULL,NULL),
(70,'timebank.pool.grant_minutes','120','2000-01-01','choice','相当于两次一小时的服务；各地没有统一标准','','2026-11-30 15:30:42.889188',NULL,NULL),
(71,'timebank.pool.most_stored_minutes','600','2000-01-01','choice','余额多的后发，让更多人受益','','2026-11-30 15:30:42.889202',NULL,NULL),
(72,'timebank.pool.ages','{"living_alone": 80, "hardship": 60}','2000-01-01','press','80周岁以上独居；60周岁以上独居、低保且失能','','2026-11-30 15:30:42.889219',NULL,NULL),
(73,'timebank.anomalies.overlap_minutes','5','2000-01-01','choice','各人的钟表会差几分钟','','2026-11-30 15:30:42.889232',NULL,NULL),
(74,'timebank.anomalies.day_minutes','720','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889245',NULL,NULL),
(75,'timebank.anomalies.travel_kmh','60','2000-01-01','choice','乡村道路：按直线距离算，志愿者不会更快','','2026-11-30 15:30:42.889258',NULL,NULL),
(76,'timebank.anomalies.travel_least_metres','2000','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889271',NULL,NULL),
(77,'timebank.anomalies.look_back_days','90','2000-01-01','choice','一个季度','','2026-11-30 15:30:42.889285',NULL,NULL),
(78,'timebank.anomalies.pair_share','0.5','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889301',NULL,NULL),
(79,'timebank.anomalies.pair_minutes','300','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889314',NULL,NULL),
(80,'timebank.anomalies.bulk_records','10','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889328',NULL,NULL),
(81,'timebank.anomalies.bulk_minutes','60','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889341',NULL,NULL),
(82,'timebank.anomalies.verifier_share','0.9','2000-01-01','choice','只在有多位工作人员确认服务的地方排查','','2026-11-30 15:30:42.889355',NULL,NULL),
(83,'timebank.anomalies.verifier_records','20','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889368',NULL,NULL),
(84,'timebank.sample.share','0.02','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889382',NULL,NULL),
(85,'timebank.sample.least','10','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889395',NULL,NULL),
(86,'timebank.sample.attempts','3','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889409',NULL,NULL),
(87,'timebank.sample.day','15','2000-01-01','choice','服务记录应在10个工作日内写好','','2026-11-30 15:30:42.889423',NULL,NULL),
(88,'timebank.points.voucher_days','30','2000-01-01','choice','未找到规定；给一个月时间领取，过期积分退还','','2026-11-30 15:30:42.889437',NULL,NULL),
(89,'timebank.points.least_age','0','2000-01-01','choice','实施方案第18项：志愿者均可用积分兑换，未规定年龄','','2026-11-30 15:30:42.889451',NULL,NULL),
(90,'timebank.points.month_limit','0','2000-01-01','choice','未找到规定','','2026-11-30 15:30:42.889464',NULL,NULL),
(91,'timebank.points.refused_words','["\u73b0\u91d1", "\u63d0\u73b0", "\u7ea2\u5305", "\u8fd4\u73b0", "\u8d2d\u7269\u5361", "\u5145\u503c\u5361", "\u5f69\u7968", "\u9999\u70df"]','2000-01-01','choice','积分不得换成现金，也不得换成等同现金的东西','','2026-11-30 15:30:42.889480',NULL,NULL),
(92,'timebank.points.staff_invitation_days','14','2000-01-01','choice','两周；手机号可能换人','','2026-11-30 15:30:42.889493',NULL,NULL),
(93,'timebank.certificate.issuer','"{county}\u6c11\u653f\u5c40"','2000-01-01','choice','民政部令第67号：由记录服务信息的单位出具证明；这里取县级民政局','','2026-11-30 15:30:42.889505',NULL,NULL),
(94,'timebank.certificate.a_day','20','2000-01-01','choice','免费出具并长期保存；正常需要都够用','','2026-11-30 15:30:42.889520',NULL,NULL),
(95,'timebank.requests.typical_minutes','{"visit": 40, "companionship": 60, "housework": 120, "health": 60, "meals": 30, "repair": 60, "transport": 90, "culture": 90, "training": 60, "other": 60}','2000-01-01','choice','只用来把余额说成“够请几次服务”，不作为支付依据','','2026-11-30 15:30:42.889540',NULL,NULL),
(96,'requests.categories','["companionship", "housework", "transport", "meals", "repair", "health", "culture", "other"]','2000-01-01','choice','志愿者能做的服务；护理应由受过培训的人来做','','2026-11-30 15:30:42.889555',NULL,NULL),
(97,'requests.shortest_minutes','30','2000-01-01','choice','太短不值得志愿者跑一趟','','2026-11-30 15:30:42.889569',NULL,NULL),
(98,'requests.longest_minutes','240','2000-01-01','choice','半天','','2026-11-30 15:30:42.889581',NULL,NULL),
(99,'requests.open_days','14','2000-01-01','choice','留出的时间币不能另作他用，不宜太久','','2026-11-30 15:30:42.889595',NULL,NULL),
(100,'requests.answer_within_hours','12','2000-01-01','choice','老人在等，不宜久等一个人的答复','','2026-11-30 15:30:42.889608',NULL,NULL),
(101,'requests.silence_hours','72','2000-01-01','choice','三天，过了周末也来得及打电话给社区工作者','','2026-11-30 15:30:42.889622',NULL,NULL),
(102,'requests.disclosure.hours_before','24','2000-01-01','choice','《个人信息保护法》第28条：住址最少披露','','2026-11-30 15:30:42.889636',NULL,NULL),
(103,'requests.disclosure.hours_after','2','2000-01-01','choice','《个人信息保护法》第28条：住址最少披露','','2026-11-30 15:30:42.889649',NULL,NULL),
(104,'site.staff_session_hours','12','2000-01-01','choice','一个工作日；晚上别人打开这台电脑时，账号已经退出。','','2026-11-30 15:30:42.889664',NULL,NULL),
(105,'indicators.visit_rate','1.0','2000-01-01','programme','实施方案第 10 条：到 2025 年达到 100%','','2026-11-30 15:30:42.889678',NULL,NULL),
(106,'indicators.purchase_share','0.3','2000-01-01','programme','实施方案第 16 条：不低于 30%','','2026-11-30 15:30:42.889692',NULL,NULL),
(107,'indicators.social_workers','8000','2000-01-01','programme','实施方案第 17 条：到 2025 年不低于 8000 人','','2026-11-30 15:30:42.889705',NULL,NULL),
(108,'indicators.volunteers','40000','2000-01-01','programme','实施方案第 18 条：2023 年底突破 4 万人','','2026-11-30 15:30:42.889718',NULL,NULL),
(109,'indicators.teams','500','2000-01-01','programme','实施方案第 18 条：不少于 500 支','','2026-11-30 15:30:42.889732',NULL,NULL),
(110,'indicators.teams_per_community','1','2000-01-01','programme','实施方案第 18 条：城乡社区平均 1 支以上','','2026-11-30 15:30:42.889747',NULL,NULL),
(111,'indicators.dibao_ratio','0.75','2000-01-01','programme','实施方案第 5 条：到 2025 年不低于 75%','','2026-11-30 15:30:42.889760',NULL,NULL),
(112,'facilities.walking_speed_m_s','1.0','2000-01-01','choice','七十岁以上老人不赶路时的步行速度','','2026-11-30 15:30:42.891921',NULL,NULL),
(113,'facilities.walking_detour','1.3','2000-01-01','choice','城镇道路的常用系数，接入路径规划后可替代','','2026-11-30 15:30:42.891949',NULL,NULL),
(114,'facilities.circle_minutes','15','2000-01-01','programme','实施方案第13项：建成15分钟居家养老服务圈','','2026-11-30 15:30:42.891965',NULL,NULL),
(115,'facilities.coverage_target','0.9','2000-01-01','programme','实施方案第13项：到2025年不低于90%','','2026-11-30 15:30:42.891982',NULL,NULL),
(116,'facilities.service_centre_area_m2','300','2000-01-01','programme','实施方案第15项：平均面积300平方米','','2026-11-30 15:30:42.891997',NULL,NULL),
(117,'facilities.renovated_target','1.0','2000-01-01','programme','实施方案第15项：主城区全部完成','','2026-11-30 15:30:42.892011',NULL,NULL),
(118,'facilities.verified_days','180','2000-01-01','choice','半年；居民最需要准确的开放时间和电话','','2026-11-30 15:30:42.892026',NULL,NULL),
(119,'facilities.correction_reports_an_hour','10','2000-01-01','choice','一个人报一两条；一个村共用一个地址会多几条','','2026-11-30 15:30:42.892040',NULL,NULL),
(120,'organizations.grade_valid_years','5','2000-01-01','law','《社会组织评估管理办法》（民政部令第39号）','','2026-11-30 15:30:42.892053',NULL,NULL),
(121,'organizations.target.urban','12','2000-01-01','programme','实施方案第16项：到2025年平均每个城市社区不少于12家','','2026-11-30 15:30:42.892067',NULL,NULL),
(122,'organizations.target.rural','5','2000-01-01','programme','实施方案第16项：到2025年平均每个农村社区不少于5家','','2026-11-30 15:30:42.892081',NULL,NULL);
CREATE TABLE "regions_region" ("lat" real NULL, "lon" real NULL, "location_quality" varchar(12) NOT NULL, "code" varchar(12) NOT NULL PRIMARY KEY, "level" varchar(10) NOT NULL, "name" varchar(60) NOT NULL, "urban_rural" varchar(3) NOT NULL, "source" text NOT NULL, "parent_id" varchar(12) NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "regions_region_point_valid" CHECK ((("lat" IS NULL AND "lon" IS NULL) OR ("lat" IS NOT NULL AND "lon" IS NOT NULL AND "lat" >= -90.0 AND "lat" <= 90.0 AND "lon" >= -180.0 AND "lon" <= 180.0))), CONSTRAINT "regions_region_code_agrees_with_level" CHECK ((("code" REGEXP '^[0-9]{2}(?!00)[0-9]{2}00000000\Z' AND "level" = 'city') OR ("code" REGEXP '^[0-9]{4}(?!00)[0-9]{2}000000\Z' AND "level" = 'county') OR ("code" REGEXP '^[0-9]{6}(?!000)[0-9]{3}000\Z' AND "level" = 'township') OR ("code" REGEXP '^[0-9]{9}(?!000)[0-9]{3}\Z' AND "level" = 'community'))), CONSTRAINT "regions_region_parent_agrees_with_code" CHECK ((("level" = 'city' AND "parent_id" IS NULL) OR ("parent_id" IS NOT NULL AND (("level" = 'county' AND "parent_id" = (COALESCE(SUBSTR("code", 1, 4), '') || COALESCE('00000000', ''))) OR ("level" = 'township' AND "parent_id" = (COALESCE(SUBSTR("code", 1, 6), '') || COALESCE('000000', ''))) OR ("level" = 'community' AND "parent_id" = (COALESCE(SUBSTR("code", 1, 9), '') || COALESCE('000', ''))))))), CONSTRAINT "regions_region_urban_rural_known" CHECK ("urban_rural" IN ('', '111', '112', '121', '122', '123', '210', '220')), CONSTRAINT "regions_region_has_a_name" CHECK (NOT ("name" = '')));
INSERT INTO "regions_region" VALUES
(31.2,107.5,'unknown','511700000000','city','达州市','','',NULL),
(31.21,107.5,'approximate','511702000000','county','通川区','','','511700000000'),
(31.211,107.501,'approximate','511702001000','township','东城街道','','','511702000000'),
(31.212,107.502,'approximate','511702001001','community','甲社区','111','','511702001000');
CREATE TABLE "regions_zone" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(40) NOT NULL UNIQUE, "name" varchar(60) NOT NULL UNIQUE, "source" text NOT NULL);
CREATE TABLE "regions_zone_townships" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "zone_id" bigint NOT NULL REFERENCES "regions_zone" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "service_requests_requestevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "step" varchar(15) NOT NULL, "to_state" varchar(10) NOT NULL, "note" varchar(300) NOT NULL, "actor_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "request_id" bigint NOT NULL REFERENCES "service_requests_servicerequest" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "service_requests_servicerequest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "channel" varchar(10) NOT NULL, "agreed_note" varchar(300) NOT NULL, "category" varchar(15) NOT NULL, "minutes" smallint unsigned NOT NULL CHECK ("minutes" >= 0), "wish" text NOT NULL, "first_day" date NOT NULL, "last_day" date NOT NULL, "slots" integer unsigned NOT NULL CHECK ("slots" >= 0), "prefers_sex" varchar(1) NOT NULL, "address" text NOT NULL, "door" text NOT NULL, "code" text NOT NULL, "state" varchar(10) NOT NULL, "asked_at" datetime NOT NULL, "confirm_by" datetime NULL, "asked_by_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "beneficiary_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "mandate_id" bigint NULL REFERENCES "people_mandate" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "reservation_id" bigint NOT NULL UNIQUE REFERENCES "timebank_transfer" ("sequence") DEFERRABLE INITIALLY DEFERRED, "task_id" bigint NULL UNIQUE REFERENCES "volunteers_task" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "request_minutes" CHECK (("minutes" > 0 AND "minutes" <= 1440)), CONSTRAINT "request_window" CHECK ("last_day" >= ("first_day")), CONSTRAINT "request_mandate_fits_channel" CHECK ((("channel" = 'mandate' AND "mandate_id" IS NOT NULL) OR (NOT ("channel" = 'mandate') AND "mandate_id" IS NULL))), CONSTRAINT "request_by_phone_has_a_note" CHECK ((NOT ("channel" = 'phone') OR NOT ("agreed_note" = ''))), CONSTRAINT "request_under_way_has_a_task" CHECK ((NOT ("state" IN ('open', 'served', 'disputed', 'paid', 'unpaid', 'no_show')) OR "task_id" IS NOT NULL)), CONSTRAINT "request_served_has_a_date" CHECK ((NOT ("state" = 'served') OR "confirm_by" IS NOT NULL)));
CREATE TABLE "taggit_tag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "slug" varchar(100) NOT NULL UNIQUE);
CREATE TABLE "taggit_taggeditem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" integer NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "taggit_tag" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uniq" UNIQUE ("content_type_id", "object_id", "tag_id"));
CREATE TABLE "timebank_account" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "kind" varchar(12) NOT NULL, "unit" varchar(12) NOT NULL, "may_not_go_below_zero" bool NOT NULL, "posted_debits" bigint NOT NULL, "posted_credits" bigint NOT NULL, "pending_debits" bigint NOT NULL, "pending_credits" bigint NOT NULL, "opened_at" datetime NOT NULL, "closed_at" datetime NULL, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "head" varchar(64) NOT NULL, "slots" smallint unsigned NOT NULL CHECK ("slots" >= 0), CONSTRAINT "account_unit_known" CHECK ("unit" IN ('coin_minutes', 'points')), CONSTRAINT "only_issuing_goes_below_zero" CHECK ((("kind" = 'issuing' AND NOT "may_not_go_below_zero") OR (NOT ("kind" = 'issuing') AND "may_not_go_below_zero"))), CONSTRAINT "account_sides_not_negative" CHECK (("pending_credits" >= 0 AND "pending_debits" >= 0 AND "posted_credits" >= 0 AND "posted_debits" >= 0)), CONSTRAINT "account_not_below_zero" CHECK ((NOT "may_not_go_below_zero" OR "posted_credits" >= ("posted_debits" + "pending_debits"))), CONSTRAINT "closed_account_is_empty" CHECK (("closed_at" IS NULL OR ("pending_credits" = 0 AND "pending_debits" = 0 AND "posted_credits" = ("posted_debits")))), CONSTRAINT "account_owner_fits_kind" CHECK ((("kind" IN ('personal', 'donate_only') AND "person_id" IS NOT NULL AND "region_id" IS NULL) OR ("kind" IN ('pool', 'honours', 'escrow') AND "person_id" IS NULL AND "region_id" IS NOT NULL) OR ("kind" = 'issuing' AND "person_id" IS NULL))));
INSERT INTO "timebank_account" VALUES
(1,'61575ff5af96421ab6b4751aa03b8cc2','issuing','coin_minutes',0,40,0,0,0,'2026-11-10 01:40:00',NULL,NULL,'511702000000','e0470dcbafdb52105d98e460fe45782bafa7042153000fa6902769eeaba73c9b',0),
(2,'0ae43678b693435ea86433ba87261ce9','issuing','points',0,40,0,0,0,'2026-11-10 01:40:00',NULL,NULL,'511702000000','22c0951dcd1ab64811e2d6feecfd98a11004d82a6615f2d901ecd67353ca3e62',0),
(3,'9dcef3e8b3794c0199bde9a4299f0234','personal','coin_minutes',1,0,40,0,0,'2026-11-10 01:40:00',NULL,3,NULL,'e0470dcbafdb52105d98e460fe45782bafa7042153000fa6902769eeaba73c9b',0),
(4,'cc59d568b15b412eada5203c5bf928ee','personal','points',1,0,40,0,0,'2026-11-10 01:40:00',NULL,3,NULL,'22c0951dcd1ab64811e2d6feecfd98a11004d82a6615f2d901ecd67353ca3e62',0),
(5,'585165c1789e4643a7b91d31c671b317','pool','coin_minutes',1,0,0,0,0,'2026-11-10 01:40:00',NULL,NULL,'511702000000','',0);
CREATE TABLE "timebank_accountslot" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "posted_debits" bigint NOT NULL, "posted_credits" bigint NOT NULL, "pending_debits" bigint NOT NULL, "pending_credits" bigint NOT NULL, "head" varchar(64) NOT NULL, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "may_not_go_below_zero" bool NOT NULL, "account_id" bigint NOT NULL REFERENCES "timebank_account" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "slot_once_an_account" UNIQUE ("account_id", "number"), CONSTRAINT "slot_numbered_from_one" CHECK ("number" >= 1), CONSTRAINT "slot_sides_not_negative" CHECK (("pending_credits" >= 0 AND "pending_debits" >= 0 AND "posted_credits" >= 0 AND "posted_debits" >= 0)), CONSTRAINT "slot_not_below_zero" CHECK ((NOT "may_not_go_below_zero" OR "posted_credits" >= ("posted_debits" + "pending_debits"))));
CREATE TABLE "timebank_anomalyrun" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "started_at" datetime NOT NULL, "seen_record" bigint NOT NULL, "seen_transfer" bigint NOT NULL, "found" integer unsigned NOT NULL CHECK ("found" >= 0));
CREATE TABLE "timebank_certificate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "number" varchar(16) NOT NULL UNIQUE, "token" varchar(40) NOT NULL UNIQUE, "key" varchar(100) NOT NULL UNIQUE, "holder_name" varchar(60) NOT NULL, "issuer" varchar(120) NOT NULL, "since" date NOT NULL, "until" date NOT NULL, "services" integer unsigned NOT NULL CHECK ("services" >= 0), "minutes" integer unsigned NOT NULL CHECK ("minutes" >= 0), "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "issued_at" datetime NOT NULL, "issued_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "certificate_certifies_something" CHECK (("minutes" > 0 AND "services" > 0)), CONSTRAINT "certificate_period_in_order" CHECK ("until" >= ("since")));
CREATE TABLE "timebank_certificateending" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "state" varchar(12) NOT NULL, "reason" varchar(20) NOT NULL, "note" varchar(300) NOT NULL, "at" datetime NOT NULL, "by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "certificate_id" bigint NOT NULL REFERENCES "timebank_certificate" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "certificate_ends_once_a_way" UNIQUE ("certificate_id", "state"), CONSTRAINT "certificate_ending_ends_it" CHECK (NOT ("state" = 'valid')));
CREATE TABLE "timebank_certificatefile" ("certificate_id" bigint NOT NULL PRIMARY KEY REFERENCES "timebank_certificate" ("id") DEFERRABLE INITIALLY DEFERRED, "pdf" BLOB NOT NULL, "sha256" varchar(64) NOT NULL UNIQUE);
CREATE TABLE "timebank_certifiedrecord" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "certificate_id" bigint NOT NULL REFERENCES "timebank_certificate" ("id") DEFERRABLE INITIALLY DEFERRED, "record_id" bigint NOT NULL REFERENCES "timebank_servicerecord" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "record_once_a_certificate" UNIQUE ("certificate_id", "record_id"));
CREATE TABLE "timebank_credithold" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "reason" varchar(200) NOT NULL, "contact" varchar(80) NOT NULL, "coin_minutes" bigint unsigned NOT NULL CHECK ("coin_minutes" >= 0), "points" bigint unsigned NOT NULL CHECK ("points" >= 0), "held_coin_minutes" bigint unsigned NOT NULL CHECK ("held_coin_minutes" >= 0), "held_points" bigint unsigned NOT NULL CHECK ("held_points" >= 0), "state" varchar(10) NOT NULL, "placed_at" datetime NOT NULL, "decided_at" datetime NULL, "decision" varchar(200) NOT NULL, "kept_minutes" integer unsigned NULL CHECK ("kept_minutes" >= 0), "decided_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "placed_by_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "record_id" bigint NOT NULL REFERENCES "timebank_servicerecord" ("id") DEFERRABLE INITIALLY DEFERRED, "suspicion_id" bigint NULL REFERENCES "timebank_suspicion" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "no_more_held_than_credited" CHECK (("held_coin_minutes" <= ("coin_minutes") AND "held_points" <= ("points"))), CONSTRAINT "hold_has_a_reason" CHECK (NOT ("reason" = '')), CONSTRAINT "decided_hold_says_who_and_why" CHECK (("state" = 'held' OR ("decided_at" IS NOT NULL AND "decided_by_id" IS NOT NULL AND NOT ("decision" = '')))));
CREATE TABLE "timebank_earmark" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "minutes" bigint NOT NULL, "created_at" datetime NOT NULL, "assigned_at" datetime NULL, "released_at" datetime NULL, "assigned_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "county_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "donor_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "payment_id" bigint NULL UNIQUE REFERENCES "timebank_transfer" ("sequence") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "released_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "transfer_id" bigint NOT NULL UNIQUE REFERENCES "timebank_transfer" ("sequence") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "earmark_positive" CHECK ("minutes" > 0), CONSTRAINT "earmark_assigned_is_paid" CHECK ((("assigned_at" IS NULL AND "payment_id" IS NULL) OR ("assigned_at" IS NOT NULL AND "payment_id" IS NOT NULL AND "released_at" IS NULL))));
CREATE TABLE "timebank_expirynotice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "expires_on" date NOT NULL, "credited_until" date NOT NULL, "minutes" bigint NOT NULL, "told_at" datetime NOT NULL, "done_on" date NULL, "expired_minutes" bigint NOT NULL, "account_id" bigint NOT NULL REFERENCES "timebank_account" ("id") DEFERRABLE INITIALLY DEFERRED, "transfer_id" bigint NULL UNIQUE REFERENCES "timebank_transfer" ("sequence") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "expiry_notice_once" UNIQUE ("account_id", "expires_on"));
CREATE TABLE "timebank_nominee" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "since" datetime NOT NULL, "ended_at" datetime NULL, "end_reason" varchar(200) NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "relative_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "nominee_is_another" CHECK (NOT ("relative_id" = ("person_id"))));
CREATE TABLE "timebank_offer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "title" varchar(60) NOT NULL, "description" varchar(600) NOT NULL, "kind" varchar(10) NOT NULL, "price_points" integer unsigned NOT NULL CHECK ("price_points" >= 0), "stock" integer unsigned NULL CHECK ("stock" >= 0), "most_per_month" integer unsigned NULL CHECK ("most_per_month" >= 0), "valid_from" date NOT NULL, "valid_until" date NULL, "state" varchar(10) NOT NULL, "created_at" datetime NOT NULL, "changed_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "reach_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NOT NULL REFERENCES "timebank_partner" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "offer_price_sensible" CHECK (("price_points" >= 1 AND "price_points" <= 1000000)), CONSTRAINT "offer_stock_sensible" CHECK (("stock" IS NULL OR ("stock" >= 0 AND "stock" <= 1000000))), CONSTRAINT "offer_month_limit_sensible" CHECK (("most_per_month" IS NULL OR ("most_per_month" >= 1 AND "most_per_month" <= 1000))), CONSTRAINT "offer_period" CHECK (("valid_until" IS NULL OR "valid_until" >= ("valid_from"))), CONSTRAINT "offer_has_a_title" CHECK (NOT ("title" = '')));
CREATE TABLE "timebank_partner" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "name" varchar(60) NOT NULL, "kind" varchar(12) NOT NULL, "address" varchar(120) NOT NULL, "phone" varchar(20) NOT NULL, "opening_note" varchar(120) NOT NULL, "state" varchar(10) NOT NULL, "review_note" varchar(300) NOT NULL, "reviewed_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "partner_name_in_region" UNIQUE ("name", "region_id"), CONSTRAINT "partner_has_a_name" CHECK (NOT ("name" = '')));
CREATE TABLE "timebank_partnerstaff" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(60) NOT NULL, "phone" varchar(20) NOT NULL, "role" varchar(10) NOT NULL, "invited_at" datetime NOT NULL, "invited_until" datetime NULL, "accepted_at" datetime NULL, "ended_at" datetime NULL, "ended_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "invited_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "partner_id" bigint NOT NULL REFERENCES "timebank_partner" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "partner_staff_accepted_by_a_person" CHECK ((("accepted_at" IS NULL AND "person_id" IS NULL) OR ("accepted_at" IS NOT NULL AND "person_id" IS NOT NULL))));
CREATE TABLE "timebank_phonecall" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "state" varchar(15) NOT NULL, "attempts" smallint unsigned NOT NULL CHECK ("attempts" >= 0), "decided_at" datetime NULL, "record_id" bigint NOT NULL REFERENCES "timebank_servicerecord" ("id") DEFERRABLE INITIALLY DEFERRED, "served_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "sample_id" bigint NOT NULL REFERENCES "timebank_phonesample" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "record_once_in_a_sample" UNIQUE ("sample_id", "record_id"));
CREATE TABLE "timebank_phonecallattempt" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "result" varchar(15) NOT NULL, "note" varchar(300) NOT NULL, "call_id" bigint NOT NULL REFERENCES "timebank_phonecall" ("id") DEFERRABLE INITIALLY DEFERRED, "caller_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "timebank_phonesample" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "month" date NOT NULL, "seed" varchar(32) NOT NULL, "frame" text NOT NULL CHECK ((JSON_VALID("frame") OR "frame" IS NULL)), "population" integer unsigned NOT NULL CHECK ("population" >= 0), "nobody_to_call" integer unsigned NOT NULL CHECK ("nobody_to_call" >= 0), "verifiers" integer unsigned NOT NULL CHECK ("verifiers" >= 0), "drawn_at" datetime NOT NULL, "county_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "one_sample_a_month" UNIQUE ("county_id", "month"));
CREATE TABLE "timebank_poolgrant" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "ground" varchar(40) NOT NULL, "outcome" varchar(10) NOT NULL, "minutes" bigint NOT NULL, "place" integer unsigned NOT NULL CHECK ("place" >= 0), "balance_before" bigint NOT NULL, "decided_at" datetime NOT NULL, "county_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "transfer_id" bigint NULL UNIQUE REFERENCES "timebank_transfer" ("sequence") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "grant_once_a_month" UNIQUE ("person_id", "month"), CONSTRAINT "grant_month_is_a_first" CHECK (django_date_extract('day', "month") = 1), CONSTRAINT "grant_has_its_transfer" CHECK ((("minutes" > 0 AND "outcome" = 'granted' AND "transfer_id" IS NOT NULL) OR (NOT ("outcome" = 'granted') AND "minutes" = 0 AND "transfer_id" IS NULL))));
CREATE TABLE "timebank_servicerecord" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "activity" varchar(200) NOT NULL, "category" varchar(15) NOT NULL, "served_on" date NOT NULL, "started_at" datetime NOT NULL, "ended_at" datetime NOT NULL, "minutes" integer unsigned NOT NULL CHECK ("minutes" >= 0), "place" varchar(200) NOT NULL, "content" varchar(500) NOT NULL, "organiser" varchar(120) NOT NULL, "in_charge" varchar(60) NOT NULL, "evidence_grade" varchar(1) NOT NULL, "source_key" varchar(150) NOT NULL UNIQUE, "correction_reason" varchar(300) NOT NULL, "recorded_at" datetime NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "group" varchar(120) NOT NULL, "late" bool NOT NULL, "corrects_id" bigint NULL UNIQUE REFERENCES "timebank_servicerecord" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "record_minutes_positive" CHECK (("minutes" > 0 OR "corrects_id" IS NOT NULL)), CONSTRAINT "record_within_a_day" CHECK ("minutes" <= 1440), CONSTRAINT "record_ends_after_start" CHECK ("ended_at" >= ("started_at")), CONSTRAINT "record_category_known" CHECK ("category" IN ('visit', 'companionship', 'housework', 'health', 'meals', 'repair', 'transport', 'culture', 'training', 'other')), CONSTRAINT "record_grade_known" CHECK ("evidence_grade" IN ('A', 'B', 'C')), CONSTRAINT "record_has_a_source" CHECK (NOT ("source_key" = '')));
INSERT INTO "timebank_servicerecord" VALUES
(1,'2f106eee351943188e8c7d36864b16df','甲社区探访','visit','2026-11-10','2026-11-10 01:00:00','2026-11-10 01:40:00',40,'甲社区','甲社区探访','甲社区居民委员会','','A','assignment:72ab6ad1-2c69-4d8c-889d-67a98c05de5c','','2026-11-10 01:40:00',3,NULL,'511702001001','',0,NULL);
CREATE TABLE "timebank_settlement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "batch" char(32) NOT NULL UNIQUE, "cause" varchar(10) NOT NULL, "to_relative_minutes" bigint NOT NULL, "to_pool_minutes" bigint NOT NULL, "points" bigint NOT NULL, "ended" text NOT NULL CHECK ((JSON_VALID("ended") OR "ended" IS NULL)), "settled_at" datetime NOT NULL, "undone_at" datetime NULL, "undo_reason" varchar(300) NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "relative_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "settled_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "undone_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "timebank_standinginstruction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "since" datetime NOT NULL, "ended_at" datetime NULL, "end_reason" varchar(200) NOT NULL, "threshold_minutes" bigint NOT NULL, "to" varchar(10) NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "relative_id" bigint NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "standing_threshold" CHECK ("threshold_minutes" >= 0), CONSTRAINT "standing_names_the_relative" CHECK ((("relative_id" IS NULL AND "to" = 'pool') OR ("relative_id" IS NOT NULL AND "to" = 'relative'))), CONSTRAINT "standing_for_another" CHECK (("relative_id" IS NULL OR NOT ("relative_id" = ("person_id") AND "relative_id" IS NOT NULL))));
CREATE TABLE "timebank_staraward" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "level" smallint unsigned NOT NULL CHECK ("level" >= 0), "threshold_minutes" integer unsigned NOT NULL CHECK ("threshold_minutes" >= 0), "certified_minutes" integer unsigned NOT NULL CHECK ("certified_minutes" >= 0), "awarded_at" datetime NOT NULL, "notice_from" date NULL, "notice_until" date NULL, "effective_on" date NOT NULL, "withdrawn_at" datetime NULL, "withdrawal_reason" varchar(300) NOT NULL, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "service_record_id" bigint NOT NULL REFERENCES "timebank_servicerecord" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "contested" bool NOT NULL, CONSTRAINT "star_level_positive" CHECK ("level" >= 1), CONSTRAINT "star_takes_effect_after_notice" CHECK ((("notice_from" IS NULL AND "notice_until" IS NULL) OR ("effective_on" > ("notice_until") AND "notice_until" >= ("notice_from")))));
CREATE TABLE "timebank_starobjection" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" varchar(500) NOT NULL, "contact" text NOT NULL, "created_at" datetime NOT NULL, "decision" varchar(10) NOT NULL, "reason" varchar(300) NOT NULL, "decided_at" datetime NULL, "award_id" bigint NOT NULL REFERENCES "timebank_staraward" ("id") DEFERRABLE INITIALLY DEFERRED, "decided_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "objection_decided_with_a_reason" CHECK ((("decided_at" IS NULL AND "decided_by_id" IS NULL AND "decision" = '') OR ("decided_at" IS NOT NULL AND "decision" IN ('dismissed', 'withdrawn') AND NOT ("reason" = '')))));
CREATE TABLE "timebank_suspicion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "key" varchar(200) NOT NULL UNIQUE, "kind" varchar(30) NOT NULL, "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)), "found_at" datetime NOT NULL, "state" varchar(10) NOT NULL, "decided_at" datetime NULL, "decision" varchar(500) NOT NULL, "owner_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "decided_suspicion_says_why" CHECK (("state" IN ('open', 'in_check') OR (NOT ("decision" = '') AND "decided_at" IS NOT NULL AND "owner_id" IS NOT NULL))));
CREATE TABLE "timebank_suspicion_persons" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "suspicion_id" bigint NOT NULL REFERENCES "timebank_suspicion" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "timebank_suspicion_records" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "suspicion_id" bigint NOT NULL REFERENCES "timebank_suspicion" ("id") DEFERRABLE INITIALLY DEFERRED, "servicerecord_id" bigint NOT NULL REFERENCES "timebank_servicerecord" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "timebank_suspicion_workers" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "suspicion_id" bigint NOT NULL REFERENCES "timebank_suspicion" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "timebank_suspicionevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "to_state" varchar(10) NOT NULL, "note" varchar(500) NOT NULL, "actor_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "suspicion_id" bigint NOT NULL REFERENCES "timebank_suspicion" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "timebank_transfer" ("sequence" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(200) NOT NULL, "kind" varchar(12) NOT NULL, "unit" varchar(12) NOT NULL, "amount" bigint NOT NULL, "batch" char(32) NULL, "reason" varchar(20) NOT NULL, "memo" varchar(200) NOT NULL, "details" text NOT NULL CHECK ((JSON_VALID("details") OR "details" IS NULL)), "expires_at" datetime NULL, "created_at" datetime NOT NULL, "credit_account_id" bigint NOT NULL REFERENCES "timebank_account" ("id") DEFERRABLE INITIALLY DEFERRED, "debit_account_id" bigint NOT NULL REFERENCES "timebank_account" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "service_record_id" bigint NULL REFERENCES "timebank_servicerecord" ("id") DEFERRABLE INITIALLY DEFERRED, "credit_balance" bigint NULL, "credit_slot" smallint unsigned NOT NULL CHECK ("credit_slot" >= 0), "debit_balance" bigint NULL, "debit_slot" smallint unsigned NOT NULL CHECK ("debit_slot" >= 0), "digest" varchar(64) NOT NULL, "pending_id" bigint NULL UNIQUE REFERENCES "timebank_transfer" ("sequence") DEFERRABLE INITIALLY DEFERRED, "undoes_id" bigint NULL UNIQUE REFERENCES "timebank_transfer" ("sequence") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "transfer_amount_positive" CHECK ("amount" > 0), CONSTRAINT "transfer_has_a_key" CHECK (NOT ("key" = '')), CONSTRAINT "transfer_between_two_accounts" CHECK (NOT ("debit_account_id" = ("credit_account_id"))), CONSTRAINT "transfer_unit_known" CHECK ("unit" IN ('coin_minutes', 'points')), CONSTRAINT "transfer_resolves_a_reservation" CHECK ((("kind" IN ('posted', 'pending') AND "pending_id" IS NULL) OR ("kind" IN ('post_pending', 'void_pending') AND "pending_id" IS NOT NULL))), CONSTRAINT "transfer_undoing_is_booked" CHECK (("undoes_id" IS NULL OR "kind" = 'posted')), CONSTRAINT "only_reservations_expire" CHECK (("expires_at" IS NULL OR "kind" = 'pending')), CONSTRAINT "transfer_key_once" UNIQUE ("key"));
INSERT INTO "timebank_transfer" VALUES
(1,'record:2f106eee-3519-4318-8e8c-7d36864b16df:earned','posted','coin_minutes',40,'2f106eee351943188e8c7d36864b16df','earned','','{"served_minutes": 40}',NULL,'2026-11-10 01:40:00',3,1,NULL,'511702001001',1,40,0,-40,0,'e0470dcbafdb52105d98e460fe45782bafa7042153000fa6902769eeaba73c9b',NULL,NULL),
(2,'record:2f106eee-3519-4318-8e8c-7d36864b16df:points','posted','points',40,'2f106eee351943188e8c7d36864b16df','points','','{"minutes": 40, "coefficient": "1.0"}',NULL,'2026-11-10 01:40:00',4,2,NULL,'511702001001',1,40,0,-40,0,'22c0951dcd1ab64811e2d6feecfd98a11004d82a6615f2d901ecd67353ca3e62',NULL,NULL);
CREATE TABLE "timebank_turnover" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "month" date NOT NULL, "region" varchar(12) NOT NULL, "debit_kind" varchar(12) NOT NULL, "credit_kind" varchar(12) NOT NULL, "reason" varchar(20) NOT NULL, "is_undoing" bool NOT NULL, "amount" bigint NOT NULL, "transfers" bigint NOT NULL, CONSTRAINT "turnover_once" UNIQUE ("month", "region", "debit_kind", "credit_kind", "reason", "is_undoing"), CONSTRAINT "turnover_positive" CHECK (("amount" > 0 AND "transfers" > 0)));
CREATE TABLE "timebank_turnoverrun" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "through" bigint NOT NULL, "seen" bigint NOT NULL, "at" datetime NOT NULL);
CREATE TABLE "timebank_voucher" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "code" varchar(8) NOT NULL UNIQUE, "secret" varchar(32) NOT NULL UNIQUE, "order" char(32) NOT NULL, "title" varchar(60) NOT NULL, "created_at" datetime NOT NULL, "offer_id" bigint NOT NULL REFERENCES "timebank_offer" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "reservation_id" bigint NOT NULL UNIQUE REFERENCES "timebank_transfer" ("sequence") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "voucher_once_an_order" UNIQUE ("person_id", "order"));
CREATE TABLE "usersessions_usersession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "ip" char(39) NOT NULL, "last_seen_at" datetime NOT NULL, "session_key" varchar(40) NOT NULL UNIQUE, "user_agent" varchar(200) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "volunteers_absence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "first_day" date NOT NULL, "last_day" date NOT NULL, "reason" varchar(10) NOT NULL, "recorded_at" datetime NOT NULL, "ended_at" datetime NULL, "recorded_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "volunteer_id" bigint NOT NULL REFERENCES "volunteers_volunteer" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "absence_first_before_last" CHECK ("last_day" >= ("first_day")));
CREATE TABLE "volunteers_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "state" varchar(12) NOT NULL, "origin" varchar(10) NOT NULL, "offered_at" datetime NOT NULL, "planned_for" datetime NULL, "accepted_at" datetime NULL, "distance_m" integer unsigned NULL CHECK ("distance_m" >= 0), "explanation" text NOT NULL CHECK ((JSON_VALID("explanation") OR "explanation" IS NULL)), "checked_in_at" datetime NULL, "check_in_method" varchar(10) NOT NULL, "check_in_distance_m" integer unsigned NULL CHECK ("check_in_distance_m" >= 0), "checked_out_at" datetime NULL, "minutes" integer unsigned NULL CHECK ("minutes" >= 0), "evidence" varchar(1) NOT NULL, "verified_at" datetime NULL, "note" varchar(300) NOT NULL, "verified_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" bigint NOT NULL REFERENCES "volunteers_task" ("id") DEFERRABLE INITIALLY DEFERRED, "volunteer_id" bigint NOT NULL REFERENCES "volunteers_volunteer" ("id") DEFERRABLE INITIALLY DEFERRED, "expires_at" datetime NULL, CONSTRAINT "assignment_minutes" CHECK (("minutes" IS NULL OR ("minutes" > 0 AND "minutes" <= 1440))), CONSTRAINT "out_after_in" CHECK (("checked_out_at" IS NULL OR "checked_out_at" >= ("checked_in_at"))), CONSTRAINT "verified_has_minutes" CHECK ((NOT ("state" = 'verified') OR ("minutes" IS NOT NULL AND "verified_at" IS NOT NULL))));
INSERT INTO "volunteers_assignment" VALUES
(1,'c5bd04bfc5784212a020258b54ddeb22','offered','matched','2026-11-10 01:00:00',NULL,NULL,299,'{"again": false}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,1,1,'2026-11-11 01:00:00'),
(2,'72ab6ad12c694d8c889d67a98c05de5c','verified','assigned','2026-11-10 01:00:00','2026-11-10 01:00:00','2026-11-10 01:00:00',320,'{}','2026-11-10 01:00:00','both',0,'2026-11-10 01:40:00',40,'A','2026-11-10 01:40:00','',NULL,2,1,NULL),
(3,'5b0908499acc4a24832514e833658174','offered','matched','2026-11-10 01:40:00',NULL,NULL,299,'{"again": false}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,3,1,'2026-11-11 01:40:00'),
(4,'35c5bb93de0e47c59e790de558802c57','offered','matched','2026-11-10 01:40:00',NULL,NULL,299,'{"again": false}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,4,1,'2026-11-11 01:40:00'),
(5,'3b45e14b9dd948f2b635422ed9a51161','offered','matched','2026-11-10 01:40:00',NULL,NULL,299,'{"again": true}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,5,1,NULL),
(6,'321c61f8a6764276ae1664ec1d100ba4','offered','matched','2026-11-10 01:40:00',NULL,NULL,443,'{"again": false}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,7,2,NULL),
(7,'55d2e162ee8548af8f0286fed5259bd0','offered','matched','2026-11-10 01:40:00',NULL,NULL,443,'{"again": false}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,8,2,'2026-11-11 01:40:00'),
(8,'969651ebc5214aa2912cccbdf85fccc2','withdrawn','matched','2026-11-10 01:40:00',NULL,'2026-11-10 01:40:00',NULL,'{}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,9,2,NULL),
(9,'4cd8d717ea974b71a213a6fd41908f7c','offered','matched','2026-11-10 01:40:00',NULL,NULL,299,'{"again": false}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,9,3,'2026-11-11 01:40:00'),
(10,'953c5b52ac314cb0acdbee111c4a6e4a','offered','matched','2026-11-10 01:40:00',NULL,NULL,299,'{"again": false}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,10,3,'2026-11-11 01:40:00'),
(11,'ece1e5d86d6645d9ac92e6de85777d24','offered','stand_in','2026-11-10 01:40:00',NULL,NULL,299,'{"again": false}',NULL,'',NULL,NULL,NULL,'',NULL,'',NULL,11,3,'2026-11-11 00:30:00');
CREATE TABLE "volunteers_assignmentevent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "from_state" varchar(12) NOT NULL, "to_state" varchar(12) NOT NULL, "note" varchar(300) NOT NULL, "actor_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "assignment_id" bigint NOT NULL REFERENCES "volunteers_assignment" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "volunteers_assignmentevent" VALUES
(1,'2026-11-10 01:00:00','','offered','',NULL,1),
(2,'2026-11-10 01:00:00','','offered','',NULL,2),
(3,'2026-11-10 01:00:00','offered','accepted','',3,2),
(4,'2026-11-10 01:00:00','accepted','checked_in','',3,2),
(5,'2026-11-10 01:40:00','checked_in','checked_out','',3,2),
(6,'2026-11-10 01:40:00','checked_out','verified','',NULL,2),
(7,'2026-11-10 01:40:00','','offered','',NULL,3),
(8,'2026-11-10 01:40:00','','offered','',NULL,4),
(9,'2026-11-10 01:40:00','','offered','',NULL,5),
(10,'2026-11-10 01:40:00','','offered','',NULL,6),
(11,'2026-11-10 01:40:00','','offered','',NULL,7),
(12,'2026-11-10 01:40:00','','offered','',NULL,8),
(13,'2026-11-10 01:40:00','offered','accepted','',4,8),
(14,'2026-11-10 01:40:00','accepted','withdrawn','',4,8),
(15,'2026-11-10 01:40:00','','offered','',4,9),
(16,'2026-11-10 01:40:00','','offered','',NULL,10),
(17,'2026-11-10 01:40:00','','offered','',1,11);
CREATE TABLE "volunteers_calendarfeed" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "secret" text NOT NULL, "secret_index" varchar(64) NOT NULL UNIQUE, "created_at" datetime NOT NULL, "person_id" bigint NOT NULL UNIQUE REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "volunteers_historicalproject" ("id" bigint NOT NULL, "uuid" char(32) NOT NULL, "title" varchar(100) NOT NULL, "description" text NOT NULL, "category" varchar(20) NOT NULL, "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(20) NOT NULL, "state" varchar(10) NOT NULL, "review_note" varchar(300) NOT NULL, "reviewed_at" datetime NULL, "created_at" datetime NOT NULL, "is_demo" bool NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" varchar(100) NULL, "history_type" varchar(1) NOT NULL, "created_by_id" bigint NULL, "history_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NULL, "region_id" varchar(12) NULL, "reviewed_by_id" bigint NULL, "team_id" bigint NULL, "serves_as_group" bool NOT NULL);
CREATE TABLE "volunteers_historicalteam" ("id" bigint NOT NULL, "name" varchar(100) NOT NULL, "introduction" varchar(500) NOT NULL, "state" varchar(10) NOT NULL, "review_note" varchar(300) NOT NULL, "reviewed_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" varchar(100) NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NULL, "region_id" varchar(12) NULL, "reviewed_by_id" bigint NULL, "leader_id" bigint NULL);
CREATE TABLE "volunteers_historicalvolunteer" ("id" bigint NOT NULL, "lat" real NULL, "lon" real NULL, "location_quality" varchar(12) NOT NULL, "state" varchar(10) NOT NULL, "max_distance_m" integer unsigned NOT NULL CHECK ("max_distance_m" >= 0), "monthly_cap_minutes" integer unsigned NOT NULL CHECK ("monthly_cap_minutes" >= 0), "availability" integer unsigned NOT NULL CHECK ("availability" >= 0), "insured_until" date NULL, "visits_elders" bool NOT NULL, "introduction" varchar(500) NOT NULL, "review_note" varchar(300) NOT NULL, "reviewed_at" datetime NULL, "registered_on" date NOT NULL, "history_id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "history_date" datetime NOT NULL, "history_change_reason" varchar(100) NULL, "history_type" varchar(1) NOT NULL, "history_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL, "region_id" varchar(12) NULL, "reviewed_by_id" bigint NULL);
INSERT INTO "volunteers_historicalvolunteer" VALUES
(1,31.2147,107.502,'exact','approved',3000,600,2097151,NULL,1,'','',NULL,'2026-11-10',1,'2026-11-10 01:00:00',NULL,'+',NULL,3,'511702001001',NULL),
(2,31.216,107.502,'exact','approved',3000,40,2097151,NULL,1,'','',NULL,'2026-11-10',2,'2026-11-10 01:40:00',NULL,'+',NULL,5,'511702001001',NULL),
(3,31.2147,107.502,'exact','approved',3000,600,2097151,NULL,1,'','',NULL,'2026-11-10',3,'2026-11-10 01:40:00',NULL,'+',NULL,9,'511702001001',NULL);
CREATE TABLE "volunteers_plannedstop" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "starts_at" datetime NULL, "unfit" varchar(12) NOT NULL, "by_hand" bool NOT NULL, "created_at" datetime NOT NULL, "assignment_id" bigint NULL REFERENCES "volunteers_assignment" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" bigint NOT NULL REFERENCES "volunteers_task" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "stop_once_a_person" UNIQUE ("person_id", "task_id"), CONSTRAINT "stop_has_time_or_reason" CHECK ((("starts_at" IS NOT NULL AND "unfit" = '') OR ("starts_at" IS NULL AND NOT ("unfit" = '')))));
CREATE TABLE "volunteers_project" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uuid" char(32) NOT NULL UNIQUE, "title" varchar(100) NOT NULL, "description" text NOT NULL, "category" varchar(20) NOT NULL, "contact_name" varchar(60) NOT NULL, "contact_phone" varchar(20) NOT NULL, "state" varchar(10) NOT NULL, "review_note" varchar(300) NOT NULL, "reviewed_at" datetime NULL, "created_at" datetime NOT NULL, "is_demo" bool NOT NULL, "created_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organization_id" bigint NULL REFERENCES "organizations_socialorganization" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "team_id" bigint NULL REFERENCES "volunteers_team" ("id") DEFERRABLE INITIALLY DEFERRED, "serves_as_group" bool NOT NULL, CONSTRAINT "project_has_a_publisher" CHECK (("organization_id" IS NOT NULL OR "team_id" IS NOT NULL)), CONSTRAINT "project_group_is_a_team" CHECK ((NOT "serves_as_group" OR "team_id" IS NOT NULL)));
CREATE TABLE "volunteers_skill" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(40) NOT NULL UNIQUE, "name" varchar(40) NOT NULL, "needs_qualification" bool NOT NULL);
CREATE TABLE "volunteers_task" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "lat" real NULL, "lon" real NULL, "location_quality" varchar(12) NOT NULL, "uuid" char(32) NOT NULL UNIQUE, "kind" varchar(10) NOT NULL, "category" varchar(20) NOT NULL, "title" varchar(120) NOT NULL, "description" varchar(1000) NOT NULL, "place" varchar(200) NOT NULL, "starts_on" date NOT NULL, "ends_on" date NOT NULL, "starts_at" datetime NULL, "ends_at" datetime NULL, "minutes" integer unsigned NOT NULL CHECK ("minutes" >= 0), "persons_needed" smallint unsigned NOT NULL CHECK ("persons_needed" >= 0), "slots" integer unsigned NOT NULL CHECK ("slots" >= 0), "prefers_sex" varchar(1) NOT NULL, "adult_only" bool NOT NULL, "needs_insurance" bool NOT NULL, "on_site" bool NOT NULL, "organiser" varchar(100) NOT NULL, "in_charge" varchar(60) NOT NULL, "check_in_index" varchar(64) NOT NULL, "state" varchar(10) NOT NULL, "unmatched_reason" varchar(40) NOT NULL, "created_at" datetime NOT NULL, "project_id" bigint NULL REFERENCES "volunteers_project" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "volunteers_task_point_valid" CHECK ((("lat" IS NULL AND "lon" IS NULL) OR ("lat" IS NOT NULL AND "lon" IS NOT NULL AND "lat" >= -90.0 AND "lat" <= 90.0 AND "lon" >= -180.0 AND "lon" <= 180.0))), CONSTRAINT "task_minutes" CHECK (("minutes" > 0 AND "minutes" <= 1440)), CONSTRAINT "task_needs_somebody" CHECK ("persons_needed" > 0), CONSTRAINT "task_window" CHECK ("ends_on" >= ("starts_on")), CONSTRAINT "task_hours" CHECK ((("ends_at" IS NULL AND "starts_at" IS NULL) OR "ends_at" > ("starts_at"))));
INSERT INTO "volunteers_task" VALUES
(1,31.212,107.502,'exact','e4b3c2ac36024e898009e1c14f98353d','visit','visit','甲社区老人探访','','甲社区','2026-11-01','2026-11-30',NULL,NULL,40,1,2097151,'',1,0,1,'甲社区居民委员会','网格员甲','74a5f2e479ace87dbd60ae5e3f232e74b7e5709c206869c97fefe3b2d035058c','open','','2026-11-10 01:00:00',NULL,'511702001001'),
(2,31.212,107.502,'exact','3761ab7f6116481091025b3731e767bd','visit','visit','甲社区探访','','甲社区','2026-11-10','2026-11-16',NULL,NULL,40,1,2097151,'',0,0,1,'甲社区居民委员会','','74a5f2e479ace87dbd60ae5e3f232e74b7e5709c206869c97fefe3b2d035058c','done','','2026-11-10 01:00:00',NULL,'511702001001'),
(3,31.212,107.502,'exact','db5fa351681e4ea3bdf2b3a05428c543','visit','visit','甲社区老人探访','','甲社区','2026-11-01','2026-11-30',NULL,NULL,40,1,2097151,'',1,0,1,'甲社区居民委员会','网格员甲','93b1ef5cb57f21ea05c598793ba6b4363624e620d026b8cf16e2374355a281eb','open','','2026-11-10 01:40:00',NULL,'511702001001'),
(4,31.212,107.502,'exact','b8e16cc21f42410a8b94e00ef66428c5','visit','visit','甲社区老人探访','','甲社区','2026-11-01','2026-11-30',NULL,NULL,40,1,2097151,'',1,0,1,'甲社区居民委员会','网格员甲','d0a94ded270087db2b8c0b3c66772922e5d54751a55b49e6f3512726e1435e41','open','','2026-11-10 01:40:00',NULL,'511702001001'),
(5,31.212,107.502,'exact','427c4bbaddfc44af8e11b138e6eec8d2','visit','visit','甲社区老人探访','','甲社区','2026-12-01','2026-12-31',NULL,NULL,40,1,2097151,'',1,0,1,'甲社区居民委员会','网格员甲','74a5f2e479ace87dbd60ae5e3f232e74b7e5709c206869c97fefe3b2d035058c','open','','2026-11-10 01:40:00',NULL,'511702001001'),
(6,31.212,107.502,'exact','8fac430f8225451ca9db278a8c17059b','visit','visit','甲社区老人探访','','甲社区','2026-12-01','2026-12-31',NULL,NULL,40,1,2097151,'',1,0,1,'甲社区居民委员会','网格员甲','93b1ef5cb57f21ea05c598793ba6b4363624e620d026b8cf16e2374355a281eb','open','capacity_exhausted','2026-11-10 01:40:00',NULL,'511702001001'),
(7,31.212,107.502,'exact','4ad0d582800a400b9845297aae6092c2','visit','visit','甲社区老人探访','','甲社区','2026-12-01','2026-12-31',NULL,NULL,40,1,2097151,'',1,0,1,'甲社区居民委员会','网格员甲','d0a94ded270087db2b8c0b3c66772922e5d54751a55b49e6f3512726e1435e41','open','','2026-11-10 01:40:00',NULL,'511702001001'),
(8,31.212,107.502,'exact','7cfb0d2f93f0412ebb89beea6057bd42','visit','visit','甲社区老人探访','','甲社区','2026-11-01','2026-11-30',NULL,NULL,40,1,2097151,'',1,0,1,'甲社区居民委员会','网格员甲','e8090b60caa645b6915dd019eea7679de85e74592ebccf2e4b9456e951493c70','open','','2026-11-10 01:40:00',NULL,'511702001001'),
(9,31.212,107.502,'exact','fe2794103acd476abd4fd17c499df084','visit','visit','甲社区探访','','甲社区','2026-11-10','2026-11-25',NULL,NULL,40,1,2097151,'',0,0,1,'甲社区居民委员会','','e8090b60caa645b6915dd019eea7679de85e74592ebccf2e4b9456e951493c70','open','','2026-11-10 01:40:00',NULL,'511702001001'),
(10,31.212,107.502,'exact','fc5c51e6839648a499d4a77f566088ba','visit','visit','甲社区老人探访','','甲社区','2026-11-01','2026-11-30',NULL,NULL,40,1,2097151,'',1,0,1,'甲社区居民委员会','网格员甲','051c751e404df2ec19c942f98cfab380edaff53c54398b8e0cb1a33039317e51','open','','2026-11-10 01:40:00',NULL,'511702001001'),
(11,31.212,107.502,'exact','98fe8fe695604da690cddabf586b8d98','visit','visit','甲社区探访','','甲社区','2026-11-10','2026-11-14',NULL,NULL,40,1,2097151,'',0,0,1,'甲社区居民委员会','','051c751e404df2ec19c942f98cfab380edaff53c54398b8e0cb1a33039317e51','open','','2026-11-10 01:40:00',NULL,'511702001001');
CREATE TABLE "volunteers_task_dialects" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "task_id" bigint NOT NULL REFERENCES "volunteers_task" ("id") DEFERRABLE INITIALLY DEFERRED, "dialect_id" bigint NOT NULL REFERENCES "people_dialect" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "volunteers_task_required_skills" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "task_id" bigint NOT NULL REFERENCES "volunteers_task" ("id") DEFERRABLE INITIALLY DEFERRED, "skill_id" bigint NOT NULL REFERENCES "volunteers_skill" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "volunteers_team" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL, "introduction" varchar(500) NOT NULL, "state" varchar(10) NOT NULL, "review_note" varchar(300) NOT NULL, "reviewed_at" datetime NULL, "is_demo" bool NOT NULL, "created_at" datetime NOT NULL, "organization_id" bigint NULL REFERENCES "organizations_socialorganization" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "leader_id" bigint NULL REFERENCES "volunteers_volunteer" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "team_name_in_region" UNIQUE ("name", "region_id"));
CREATE TABLE "volunteers_teammember" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "joined_on" date NOT NULL, "left_on" date NULL, "team_id" bigint NOT NULL REFERENCES "volunteers_team" ("id") DEFERRABLE INITIALLY DEFERRED, "volunteer_id" bigint NOT NULL REFERENCES "volunteers_volunteer" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "volunteers_volunteer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "lat" real NULL, "lon" real NULL, "location_quality" varchar(12) NOT NULL, "state" varchar(10) NOT NULL, "max_distance_m" integer unsigned NOT NULL CHECK ("max_distance_m" >= 0), "monthly_cap_minutes" integer unsigned NOT NULL CHECK ("monthly_cap_minutes" >= 0), "availability" integer unsigned NOT NULL CHECK ("availability" >= 0), "insured_until" date NULL, "visits_elders" bool NOT NULL, "introduction" varchar(500) NOT NULL, "review_note" varchar(300) NOT NULL, "reviewed_at" datetime NULL, "registered_on" date NOT NULL, "person_id" bigint NOT NULL UNIQUE REFERENCES "people_person" ("id") DEFERRABLE INITIALLY DEFERRED, "region_id" varchar(12) NOT NULL REFERENCES "regions_region" ("code") DEFERRABLE INITIALLY DEFERRED, "reviewed_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "volunteers_volunteer_point_valid" CHECK ((("lat" IS NULL AND "lon" IS NULL) OR ("lat" IS NOT NULL AND "lon" IS NOT NULL AND "lat" >= -90.0 AND "lat" <= 90.0 AND "lon" >= -180.0 AND "lon" <= 180.0))));
INSERT INTO "volunteers_volunteer" VALUES
(1,31.2147,107.502,'exact','approved',3000,40,2097151,NULL,1,'','',NULL,'2026-11-10',3,'511702001001',NULL),
(2,31.216,107.502,'exact','approved',3000,40,2097151,NULL,1,'','',NULL,'2026-11-10',5,'511702001001',NULL),
(3,31.2147,107.502,'exact','approved',3000,600,2097151,NULL,1,'','',NULL,'2026-11-10',9,'511702001001',NULL);
CREATE TABLE "volunteers_volunteerskill" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "certificate_number" varchar(60) NOT NULL, "valid_until" date NULL, "checked_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "skill_id" bigint NOT NULL REFERENCES "volunteers_skill" ("id") DEFERRABLE INITIALLY DEFERRED, "volunteer_id" bigint NOT NULL REFERENCES "volunteers_volunteer" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "skill_once" UNIQUE ("volunteer_id", "skill_id"));
CREATE TABLE "wagtailadmin_admin" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT);
CREATE TABLE "wagtailadmin_editingsession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" varchar(255) NOT NULL, "last_seen_at" datetime NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "is_editing" bool NOT NULL);
CREATE TABLE "wagtailadmin_formstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "data" text NOT NULL, "object_id" varchar(255) NOT NULL, "parent_object_id" varchar(255) NOT NULL, "last_updated_at" datetime NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_collection" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "path" varchar(255) NOT NULL UNIQUE, "depth" integer unsigned NOT NULL CHECK ("depth" >= 0), "numchild" integer unsigned NOT NULL CHECK ("numchild" >= 0), "name" varchar(255) NOT NULL);
INSERT INTO "wagtailcore_collection" VALUES
(1,'0001',1,0,'Root');
CREATE TABLE "wagtailcore_collectionviewrestriction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "restriction_type" varchar(20) NOT NULL, "password" varchar(255) NOT NULL, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_collectionviewrestriction_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "collectionviewrestriction_id" integer NOT NULL REFERENCES "wagtailcore_collectionviewrestriction" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "contentpath" text NOT NULL, "position" text NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "resolved_at" datetime NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "resolved_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_created_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_commentreply" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "comment_id" integer NOT NULL REFERENCES "wagtailcore_comment" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_groupapprovaltask" ("task_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_task" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "wagtailcore_groupapprovaltask" VALUES
(1);
CREATE TABLE "wagtailcore_groupapprovaltask_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "groupapprovaltask_id" integer NOT NULL REFERENCES "wagtailcore_groupapprovaltask" ("task_ptr_id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "wagtailcore_groupapprovaltask_groups" VALUES
(1,1,1);
CREATE TABLE "wagtailcore_groupcollectionpermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "wagtailcore_groupcollectionpermission" VALUES
(1,1,2,106),
(2,1,1,106),
(3,1,2,107),
(4,1,1,107),
(5,1,2,109),
(6,1,1,109),
(7,1,2,110),
(8,1,1,110),
(9,1,2,111),
(10,1,1,111),
(11,1,2,113),
(12,1,1,113);
CREATE TABLE "wagtailcore_grouppagepermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "unique_permission" UNIQUE ("group_id", "page_id", "permission_id"));
INSERT INTO "wagtailcore_grouppagepermission" VALUES
(1,1,1,65),
(2,1,1,66),
(3,1,1,71),
(4,2,1,65),
(5,2,1,66),
(6,1,1,70),
(7,1,1,72);
CREATE TABLE "wagtailcore_groupsitepermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED, "site_id" integer NOT NULL REFERENCES "wagtailcore_site" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_locale" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "language_code" varchar(100) NOT NULL UNIQUE);
INSERT INTO "wagtailcore_locale" VALUES
(1,'zh-hans');
CREATE TABLE "wagtailcore_modellogentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" text NOT NULL, "action" varchar(255) NOT NULL, "timestamp" datetime NOT NULL, "content_changed" bool NOT NULL, "deleted" bool NOT NULL, "object_id" varchar(255) NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NULL, "uuid" char(32) NULL, "revision_id" integer NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)));
CREATE TABLE "wagtailcore_page" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "path" varchar(255) NOT NULL UNIQUE, "depth" integer unsigned NOT NULL CHECK ("depth" >= 0), "numchild" integer unsigned NOT NULL CHECK ("numchild" >= 0), "title" varchar(255) NOT NULL, "slug" varchar(255) NOT NULL, "live" bool NOT NULL, "has_unpublished_changes" bool NOT NULL, "url_path" text NOT NULL, "seo_title" varchar(255) NOT NULL, "show_in_menus" bool NOT NULL, "search_description" text NOT NULL, "go_live_at" datetime NULL, "expire_at" datetime NULL, "expired" bool NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "locked" bool NOT NULL, "latest_revision_created_at" datetime NULL, "first_published_at" datetime NULL, "live_revision_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "last_published_at" datetime NULL, "draft_title" varchar(255) NOT NULL, "locked_at" datetime NULL, "locked_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "locale_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED, "translation_key" char(32) NOT NULL, "alias_of_id" integer NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "latest_revision_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "wagtailcore_page" VALUES
(1,'0001',1,1,'Root','root',1,0,'/','',0,'',NULL,NULL,0,1,NULL,0,NULL,NULL,NULL,NULL,'Root',NULL,NULL,1,'a2b0745cd9344095ab62c6496888632d',NULL,NULL),
(2,'00010001',2,0,'Welcome to your new Wagtail site!','home',1,0,'/home/','',0,'',NULL,NULL,0,1,NULL,0,NULL,NULL,NULL,NULL,'Welcome to your new Wagtail site!',NULL,NULL,1,'ce447ca053944828a278d076cecf4307',NULL,NULL);
CREATE TABLE "wagtailcore_pagelogentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" text NOT NULL, "action" varchar(255) NOT NULL, "timestamp" datetime NOT NULL, "content_changed" bool NOT NULL, "deleted" bool NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "page_id" integer NOT NULL, "revision_id" integer NULL, "user_id" bigint NULL, "uuid" char(32) NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)));
CREATE TABLE "wagtailcore_pagesubscription" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "comment_notifications" bool NOT NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_pageviewrestriction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(255) NOT NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "restriction_type" varchar(20) NOT NULL);
CREATE TABLE "wagtailcore_pageviewrestriction_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "pageviewrestriction_id" integer NOT NULL REFERENCES "wagtailcore_pageviewrestriction" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_referenceindex" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" varchar(255) NOT NULL, "to_object_id" varchar(255) NOT NULL, "model_path" text NOT NULL, "content_path" text NOT NULL, "content_path_hash" char(32) NOT NULL, "base_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "to_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_revision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "approved_go_live_at" datetime NULL, "user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "object_id" varchar(255) NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "base_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "object_str" text NOT NULL);
CREATE TABLE "wagtailcore_site" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "hostname" varchar(255) NOT NULL, "port" integer NOT NULL, "is_default_site" bool NOT NULL, "root_page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "site_name" varchar(255) NOT NULL);
INSERT INTO "wagtailcore_site" VALUES
(1,'localhost',80,1,2,'');
CREATE TABLE "wagtailcore_task" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(255) NOT NULL, "active" bool NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "wagtailcore_task" VALUES
(1,'Moderators approval',1,2);
CREATE TABLE "wagtailcore_taskstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(50) NOT NULL, "started_at" datetime NOT NULL, "finished_at" datetime NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" integer NOT NULL REFERENCES "wagtailcore_task" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_state_id" integer NOT NULL REFERENCES "wagtailcore_workflowstate" ("id") DEFERRABLE INITIALLY DEFERRED, "finished_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "comment" text NOT NULL, "revision_id" integer NOT NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_uploadedfile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file" varchar(200) NOT NULL, "for_content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "uploaded_by_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(255) NOT NULL, "active" bool NOT NULL);
INSERT INTO "wagtailcore_workflow" VALUES
(1,'Moderators approval',1);
CREATE TABLE "wagtailcore_workflowcontenttype" ("content_type_id" integer NOT NULL PRIMARY KEY REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflowpage" ("page_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "wagtailcore_workflowpage" VALUES
(1,1);
CREATE TABLE "wagtailcore_workflowstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(50) NOT NULL, "created_at" datetime NOT NULL, "current_task_state_id" integer NULL UNIQUE REFERENCES "wagtailcore_taskstate" ("id") DEFERRABLE INITIALLY DEFERRED, "requested_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED, "object_id" varchar(255) NOT NULL, "base_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflowtask" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sort_order" integer NULL, "task_id" integer NOT NULL REFERENCES "wagtailcore_task" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED);
INSERT INTO "wagtailcore_workflowtask" VALUES
(1,0,1,1);
CREATE TABLE "wagtaildocs_document" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(255) NOT NULL, "file" varchar(100) NOT NULL, "created_at" datetime NOT NULL, "uploaded_by_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "file_hash" varchar(40) NOT NULL, "file_size" bigint unsigned NULL CHECK ("file_size" >= 0));
CREATE TABLE "wagtailembeds_embed" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "url" text NOT NULL, "max_width" smallint NULL, "type" varchar(10) NOT NULL, "html" text NOT NULL, "title" text NOT NULL, "author_name" text NOT NULL, "provider_name" text NOT NULL, "width" integer NULL, "height" integer NULL, "last_updated" datetime NOT NULL, "hash" varchar(32) NOT NULL UNIQUE, "thumbnail_url" text NOT NULL, "cache_until" datetime NULL);
CREATE TABLE "wagtailforms_formsubmission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "submit_time" datetime NOT NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "form_data" text NOT NULL CHECK ((JSON_VALID("form_data") OR "form_data" IS NULL)));
CREATE TABLE "wagtailimages_image" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(255) NOT NULL, "file" varchar(100) NOT NULL, "width" integer NOT NULL, "height" integer NOT NULL, "created_at" datetime NOT NULL, "focal_point_x" integer unsigned NULL CHECK ("focal_point_x" >= 0), "focal_point_y" integer unsigned NULL CHECK ("focal_point_y" >= 0), "focal_point_width" integer unsigned NULL CHECK ("focal_point_width" >= 0), "focal_point_height" integer unsigned NULL CHECK ("focal_point_height" >= 0), "uploaded_by_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "file_size" integer unsigned NULL CHECK ("file_size" >= 0), "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "file_hash" varchar(40) NOT NULL, "description" varchar(255) NOT NULL);
CREATE TABLE "wagtailimages_rendition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "width" integer NOT NULL, "height" integer NOT NULL, "focal_point_key" varchar(16) NOT NULL, "filter_spec" varchar(255) NOT NULL, "image_id" integer NOT NULL REFERENCES "wagtailimages_image" ("id") DEFERRABLE INITIALLY DEFERRED, "file" varchar(100) NOT NULL);
CREATE TABLE "wagtailredirects_redirect" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "old_path" varchar(255) NOT NULL, "is_permanent" bool NOT NULL, "redirect_link" varchar(255) NOT NULL, "redirect_page_id" integer NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "site_id" integer NULL REFERENCES "wagtailcore_site" ("id") DEFERRABLE INITIALLY DEFERRED, "automatically_created" bool NOT NULL, "created_at" datetime NULL, "redirect_page_route_path" varchar(255) NOT NULL);
CREATE TABLE "wagtailsearch_indexentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" varchar(50) NOT NULL, "title_norm" real NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "autocomplete" text NULL, "body" text NULL, "title" text NOT NULL);
CREATE VIRTUAL TABLE wagtailsearch_indexentry_fts USING fts5(autocomplete, body, title);
CREATE TABLE "wagtailusers_userprofile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "submitted_notifications" bool NOT NULL, "approved_notifications" bool NOT NULL, "rejected_notifications" bool NOT NULL, "user_id" bigint NOT NULL UNIQUE REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "preferred_language" varchar(10) NOT NULL, "current_time_zone" varchar(40) NOT NULL, "avatar" varchar(100) NOT NULL, "updated_comments_notifications" bool NOT NULL, "dismissibles" text NOT NULL CHECK ((JSON_VALID("dismissibles") OR "dismissibles" IS NULL)), "theme" varchar(40) NOT NULL, "density" varchar(40) NOT NULL, "contrast" varchar(40) NOT NULL, "keyboard_shortcuts" bool NOT NULL);
CREATE UNIQUE INDEX "regions_zone_townships_zone_id_region_id_ac45f821_uniq" ON "regions_zone_townships" ("zone_id", "region_id");
CREATE INDEX "regions_zone_townships_zone_id_05e2e661" ON "regions_zone_townships" ("zone_id");
CREATE INDEX "regions_zone_townships_region_id_73469f26" ON "regions_zone_townships" ("region_id");
CREATE INDEX "regions_region_parent_id_62e983aa" ON "regions_region" ("parent_id");
CREATE INDEX "region_lat_lon" ON "regions_region" ("lat", "lon");
CREATE INDEX "region_level_code" ON "regions_region" ("level", "code");
CREATE INDEX "region_name" ON "regions_region" ("name");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE INDEX "person_region_name" ON "people_person" ("region_id", "name");
CREATE UNIQUE INDEX "people_user_groups_user_id_group_id_60378d34_uniq" ON "people_user_groups" ("user_id", "group_id");
CREATE INDEX "people_user_groups_user_id_290df956" ON "people_user_groups" ("user_id");
CREATE INDEX "people_user_groups_group_id_1f0237d0" ON "people_user_groups" ("group_id");
CREATE UNIQUE INDEX "people_user_user_permissions_user_id_permission_id_a7ac6748_uniq" ON "people_user_user_permissions" ("user_id", "permission_id");
CREATE INDEX "people_user_user_permissions_user_id_7d19557b" ON "people_user_user_permissions" ("user_id");
CREATE INDEX "people_user_user_permissions_permission_id_55f01ef0" ON "people_user_user_permissions" ("permission_id");
CREATE INDEX "people_historicalperson_id_5b7156a8" ON "people_historicalperson" ("id");
CREATE INDEX "people_historicalperson_uuid_a3c9c2c2" ON "people_historicalperson" ("uuid");
CREATE INDEX "people_historicalperson_phone_3f93339a" ON "people_historicalperson" ("phone");
CREATE INDEX "people_historicalperson_history_date_4c518b4b" ON "people_historicalperson" ("history_date");
CREATE INDEX "people_historicalperson_history_user_id_104eb6e6" ON "people_historicalperson" ("history_user_id");
CREATE INDEX "people_historicalperson_region_id_7cce8807" ON "people_historicalperson" ("region_id");
CREATE INDEX "people_historicalperson_user_id_841fb6f5" ON "people_historicalperson" ("user_id");
CREATE INDEX "people_person_phone_13c6e3c0" ON "people_person" ("phone");
CREATE INDEX "people_person_region_id_1f09e020" ON "people_person" ("region_id");
CREATE UNIQUE INDEX "people_person_dialects_person_id_dialect_id_b27dff61_uniq" ON "people_person_dialects" ("person_id", "dialect_id");
CREATE INDEX "people_person_dialects_person_id_83ac483b" ON "people_person_dialects" ("person_id");
CREATE INDEX "people_person_dialects_dialect_id_cad7f0f0" ON "people_person_dialects" ("dialect_id");
CREATE INDEX "people_accesslog_at_d01b85fd" ON "people_accesslog" ("at");
CREATE INDEX "people_accesslog_actor_id_c7d8e35e" ON "people_accesslog" ("actor_id");
CREATE INDEX "people_accesslog_region_id_3ee95dd2" ON "people_accesslog" ("region_id");
CREATE INDEX "people_accesslog_subject_id_93f1a91c" ON "people_accesslog" ("subject_id");
CREATE UNIQUE INDEX "one_consent_in_force" ON "people_consent" ("person_id", "purpose") WHERE "withdrawn_on" IS NULL;
CREATE INDEX "people_consent_recorded_by_id_a47a1cb6" ON "people_consent" ("recorded_by_id");
CREATE INDEX "people_consent_person_id_a757a92f" ON "people_consent" ("person_id");
CREATE INDEX "access_subject_at" ON "people_accesslog" ("subject_id", "at" DESC);
CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id");
CREATE UNIQUE INDEX "account_emailaddress_user_id_email_987c8728_uniq" ON "account_emailaddress" ("user_id", "email");
CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified";
CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id");
CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email");
CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary";
CREATE INDEX "django_admin_log_content_type_id_c4bce8eb" ON "django_admin_log" ("content_type_id");
CREATE INDEX "django_admin_log_user_id_c564eba6" ON "django_admin_log" ("user_id");
CREATE UNIQUE INDEX "django_celery_beat_solarschedule_event_latitude_longitude_ba64999a_uniq" ON "django_celery_beat_solarschedule" ("event", "latitude", "longitude");
CREATE INDEX "django_celery_beat_periodictask_crontab_id_d3cba168" ON "django_celery_beat_periodictask" ("crontab_id");
CREATE INDEX "django_celery_beat_periodictask_interval_id_a8ca27da" ON "django_celery_beat_periodictask" ("interval_id");
CREATE INDEX "django_celery_beat_periodictask_solar_id_a87ce72c" ON "django_celery_beat_periodictask" ("solar_id");
CREATE INDEX "django_celery_beat_periodictask_clocked_id_47a69f82" ON "django_celery_beat_periodictask" ("clocked_id");
CREATE INDEX "organizations_historicalsocialorganization_id_8df81935" ON "organizations_historicalsocialorganization" ("id");
CREATE INDEX "organizations_historicalsocialorganization_uscc_147eb883" ON "organizations_historicalsocialorganization" ("uscc");
CREATE INDEX "organizations_historicalsocialorganization_history_date_e162e999" ON "organizations_historicalsocialorganization" ("history_date");
CREATE INDEX "organizations_historicalsocialorganization_history_user_id_317fa2f1" ON "organizations_historicalsocialorganization" ("history_user_id");
CREATE INDEX "organizations_historicalsocialorganization_region_id_75c360f2" ON "organizations_historicalsocialorganization" ("region_id");
CREATE INDEX "organizations_historicalsocialorganization_reviewed_by_id_62ccc1e5" ON "organizations_historicalsocialorganization" ("reviewed_by_id");
CREATE INDEX "organizations_organizationmember_person_id_903bba88" ON "organizations_organizationmember" ("person_id");
CREATE INDEX "organizations_organizationmember_organization_id_f26cf71b" ON "organizations_organizationmember" ("organization_id");
CREATE INDEX "volunteers_assignmentevent_actor_id_540857a7" ON "volunteers_assignmentevent" ("actor_id");
CREATE INDEX "volunteers_assignmentevent_assignment_id_ec710b8d" ON "volunteers_assignmentevent" ("assignment_id");
CREATE INDEX "volunteers_historicalvolunteer_id_3d53433b" ON "volunteers_historicalvolunteer" ("id");
CREATE INDEX "volunteers_historicalvolunteer_history_date_33941152" ON "volunteers_historicalvolunteer" ("history_date");
CREATE INDEX "volunteers_historicalvolunteer_history_user_id_3c980ae0" ON "volunteers_historicalvolunteer" ("history_user_id");
CREATE INDEX "volunteers_historicalvolunteer_person_id_ce160640" ON "volunteers_historicalvolunteer" ("person_id");
CREATE INDEX "volunteers_historicalvolunteer_region_id_8ddf6335" ON "volunteers_historicalvolunteer" ("region_id");
CREATE INDEX "volunteers_historicalvolunteer_reviewed_by_id_1acdcd9a" ON "volunteers_historicalvolunteer" ("reviewed_by_id");
CREATE UNIQUE INDEX "volunteers_task_dialects_task_id_dialect_id_917980b8_uniq" ON "volunteers_task_dialects" ("task_id", "dialect_id");
CREATE INDEX "volunteers_task_dialects_task_id_17aa01a0" ON "volunteers_task_dialects" ("task_id");
CREATE INDEX "volunteers_task_dialects_dialect_id_d2775aef" ON "volunteers_task_dialects" ("dialect_id");
CREATE UNIQUE INDEX "volunteers_task_required_skills_task_id_skill_id_e30e15ea_uniq" ON "volunteers_task_required_skills" ("task_id", "skill_id");
CREATE INDEX "volunteers_task_required_skills_task_id_7a3744e5" ON "volunteers_task_required_skills" ("task_id");
CREATE INDEX "volunteers_task_required_skills_skill_id_e5a83e2a" ON "volunteers_task_required_skills" ("skill_id");
CREATE INDEX "volunteers_teammember_team_id_09feb13b" ON "volunteers_teammember" ("team_id");
CREATE INDEX "volunteers_teammember_volunteer_id_f8a4c307" ON "volunteers_teammember" ("volunteer_id");
CREATE INDEX "volunteers_historicalteam_id_6181e7a7" ON "volunteers_historicalteam" ("id");
CREATE INDEX "volunteers_historicalteam_history_date_a1a3d614" ON "volunteers_historicalteam" ("history_date");
CREATE INDEX "volunteers_historicalteam_history_user_id_ada247e7" ON "volunteers_historicalteam" ("history_user_id");
CREATE INDEX "volunteers_historicalteam_organization_id_11e14312" ON "volunteers_historicalteam" ("organization_id");
CREATE INDEX "volunteers_historicalteam_region_id_c45daf11" ON "volunteers_historicalteam" ("region_id");
CREATE INDEX "volunteers_historicalteam_reviewed_by_id_314987d7" ON "volunteers_historicalteam" ("reviewed_by_id");
CREATE INDEX "volunteers_historicalteam_leader_id_c72fc621" ON "volunteers_historicalteam" ("leader_id");
CREATE INDEX "volunteers_task_project_id_37a5e2e9" ON "volunteers_task" ("project_id");
CREATE INDEX "volunteers_task_region_id_2f9e6e05" ON "volunteers_task" ("region_id");
CREATE INDEX "task_lat_lon" ON "volunteers_task" ("lat", "lon");
CREATE INDEX "task_region_day" ON "volunteers_task" ("region_id", "starts_on");
CREATE INDEX "task_kind_state_day" ON "volunteers_task" ("kind", "state", "starts_on");
CREATE UNIQUE INDEX "team_member_once" ON "volunteers_teammember" ("team_id", "volunteer_id") WHERE "left_on" IS NULL;
CREATE INDEX "volunteers_team_organization_id_63c5441d" ON "volunteers_team" ("organization_id");
CREATE INDEX "volunteers_team_region_id_f5313ad1" ON "volunteers_team" ("region_id");
CREATE INDEX "volunteers_team_reviewed_by_id_1214ade3" ON "volunteers_team" ("reviewed_by_id");
CREATE INDEX "volunteers_team_leader_id_fa74b60a" ON "volunteers_team" ("leader_id");
CREATE UNIQUE INDEX "volunteer_once_on_a_task" ON "volunteers_assignment" ("task_id", "volunteer_id") WHERE "state" IN ('offered', 'accepted', 'checked_in', 'checked_out', 'verified');
CREATE INDEX "volunteers_assignment_verified_by_id_af9922e7" ON "volunteers_assignment" ("verified_by_id");
CREATE INDEX "volunteers_assignment_task_id_7b0da149" ON "volunteers_assignment" ("task_id");
CREATE INDEX "volunteers_assignment_volunteer_id_32407ba9" ON "volunteers_assignment" ("volunteer_id");
CREATE INDEX "assignment_queue" ON "volunteers_assignment" ("state", "checked_out_at");
CREATE INDEX "volunteers_volunteerskill_checked_by_id_33b47aa6" ON "volunteers_volunteerskill" ("checked_by_id");
CREATE INDEX "volunteers_volunteerskill_skill_id_64166841" ON "volunteers_volunteerskill" ("skill_id");
CREATE INDEX "volunteers_volunteerskill_volunteer_id_f145f4da" ON "volunteers_volunteerskill" ("volunteer_id");
CREATE INDEX "volunteers_volunteer_region_id_c68ea2db" ON "volunteers_volunteer" ("region_id");
CREATE INDEX "volunteers_volunteer_reviewed_by_id_7e54c588" ON "volunteers_volunteer" ("reviewed_by_id");
CREATE INDEX "volunteer_lat_lon" ON "volunteers_volunteer" ("lat", "lon");
CREATE INDEX "volunteer_state_region" ON "volunteers_volunteer" ("state", "region_id");
CREATE INDEX "volunteers_historicalproject_id_fc884add" ON "volunteers_historicalproject" ("id");
CREATE INDEX "volunteers_historicalproject_uuid_34c16800" ON "volunteers_historicalproject" ("uuid");
CREATE INDEX "volunteers_historicalproject_history_date_91b1ff0d" ON "volunteers_historicalproject" ("history_date");
CREATE INDEX "volunteers_historicalproject_created_by_id_9bb966cc" ON "volunteers_historicalproject" ("created_by_id");
CREATE INDEX "volunteers_historicalproject_history_user_id_f338bb90" ON "volunteers_historicalproject" ("history_user_id");
CREATE INDEX "volunteers_historicalproject_organization_id_84424679" ON "volunteers_historicalproject" ("organization_id");
CREATE INDEX "volunteers_historicalproject_region_id_d30064f6" ON "volunteers_historicalproject" ("region_id");
CREATE INDEX "volunteers_historicalproject_reviewed_by_id_9d3714c4" ON "volunteers_historicalproject" ("reviewed_by_id");
CREATE INDEX "volunteers_historicalproject_team_id_790d6b88" ON "volunteers_historicalproject" ("team_id");
CREATE INDEX "volunteers_project_created_by_id_e426e80b" ON "volunteers_project" ("created_by_id");
CREATE INDEX "volunteers_project_organization_id_a27425ca" ON "volunteers_project" ("organization_id");
CREATE INDEX "volunteers_project_region_id_4dc8aa3c" ON "volunteers_project" ("region_id");
CREATE INDEX "volunteers_project_reviewed_by_id_05e57811" ON "volunteers_project" ("reviewed_by_id");
CREATE INDEX "volunteers_project_team_id_35274159" ON "volunteers_project" ("team_id");
CREATE INDEX "task_looking_place" ON "volunteers_task" ("lat", "lon") WHERE ("state" = 'open' AND "unmatched_reason" > '');
CREATE INDEX "assignment_volunteer_month" ON "volunteers_assignment" ("volunteer_id", "state", "checked_out_at");
CREATE INDEX "assignment_expiring" ON "volunteers_assignment" ("expires_at") WHERE ("expires_at" IS NOT NULL AND "state" = 'offered');
CREATE INDEX "volunteers_absence_recorded_by_id_cdafc5f4" ON "volunteers_absence" ("recorded_by_id");
CREATE INDEX "volunteers_absence_volunteer_id_077abafe" ON "volunteers_absence" ("volunteer_id");
CREATE INDEX "absence_in_force" ON "volunteers_absence" ("last_day") WHERE "ended_at" IS NULL;
CREATE UNIQUE INDEX "absence_once" ON "volunteers_absence" ("volunteer_id", "first_day", "last_day") WHERE "ended_at" IS NULL;
CREATE INDEX "facilities_historicalfacility_id_9aa20072" ON "facilities_historicalfacility" ("id");
CREATE INDEX "facilities_historicalfacility_history_date_e82a3dcc" ON "facilities_historicalfacility" ("history_date");
CREATE INDEX "facilities_historicalfacility_history_user_id_6af8c4cb" ON "facilities_historicalfacility" ("history_user_id");
CREATE INDEX "facilities_historicalfacility_operator_id_28e1d487" ON "facilities_historicalfacility" ("operator_id");
CREATE INDEX "facilities_historicalfacility_region_id_90706874" ON "facilities_historicalfacility" ("region_id");
CREATE INDEX "facilities_historicalfacility_verified_by_id_b84c4cf6" ON "facilities_historicalfacility" ("verified_by_id");
CREATE INDEX "facilities_facility_operator_id_04812dde" ON "facilities_facility" ("operator_id");
CREATE INDEX "facilities_facility_region_id_bdf79b3c" ON "facilities_facility" ("region_id");
CREATE INDEX "facilities_facility_verified_by_id_f1f95c2d" ON "facilities_facility" ("verified_by_id");
CREATE INDEX "facility_lat_lon" ON "facilities_facility" ("lat", "lon");
CREATE INDEX "facility_type_region" ON "facilities_facility" ("type", "region_id");
CREATE INDEX "facilities_facilitycorrection_facility_id_d064a7e9" ON "facilities_facilitycorrection" ("facility_id");
CREATE INDEX "facilities_facilitycorrection_handled_by_id_f1225846" ON "facilities_facilitycorrection" ("handled_by_id");
CREATE INDEX "correction_state_created" ON "facilities_facilitycorrection" ("state", "created_at");
CREATE INDEX "elderly_visits_concernevent_actor_id_ee63f096" ON "elderly_visits_concernevent" ("actor_id");
CREATE INDEX "elderly_visits_concernevent_concern_id_c83f8485" ON "elderly_visits_concernevent" ("concern_id");
CREATE INDEX "elderly_visits_historicalelder_id_900d5fd6" ON "elderly_visits_historicalelder" ("id");
CREATE INDEX "elderly_visits_historicalelder_history_date_a4ecf8f4" ON "elderly_visits_historicalelder" ("history_date");
CREATE INDEX "elderly_visits_historicalelder_history_user_id_8e5952c9" ON "elderly_visits_historicalelder" ("history_user_id");
CREATE INDEX "elderly_visits_historicalelder_person_id_6c206d0a" ON "elderly_visits_historicalelder" ("person_id");
CREATE INDEX "elderly_visits_historicalelder_region_id_fee656b9" ON "elderly_visits_historicalelder" ("region_id");
CREATE INDEX "elderly_visits_historicalelder_worker_id_b6c9b203" ON "elderly_visits_historicalelder" ("worker_id");
CREATE INDEX "elderly_visits_visitplan_region_id_85079ae6" ON "elderly_visits_visitplan" ("region_id");
CREATE INDEX "elderly_visits_visitplan_requested_by_id_b7491ed0" ON "elderly_visits_visitplan" ("requested_by_id");
CREATE INDEX "elderly_visits_visit_elder_id_e7cf59de" ON "elderly_visits_visit" ("elder_id");
CREATE INDEX "elderly_visits_visit_plan_id_2027ca2d" ON "elderly_visits_visit" ("plan_id");
CREATE INDEX "elderly_visits_elder_region_id_9177f81e" ON "elderly_visits_elder" ("region_id");
CREATE INDEX "elderly_visits_elder_worker_id_7cb36695" ON "elderly_visits_elder" ("worker_id");
CREATE INDEX "elder_lat_lon" ON "elderly_visits_elder" ("lat", "lon");
CREATE INDEX "elder_region_tier" ON "elderly_visits_elder" ("region_id", "risk_tier");
CREATE INDEX "elderly_visits_emergencycontact_elder_id_8885a356" ON "elderly_visits_emergencycontact" ("elder_id");
CREATE INDEX "plan_month_region" ON "elderly_visits_visitplan" ("month", "region_id");
CREATE INDEX "visit_month_elder" ON "elderly_visits_visit" ("month", "elder_id");
CREATE UNIQUE INDEX "planned_visit_once" ON "elderly_visits_visit" ("elder_id", "month", "ordinal") WHERE "ordinal" > 0;
CREATE INDEX "elderly_visits_visitreport_assignment_id_0bfa0c26" ON "elderly_visits_visitreport" ("assignment_id");
CREATE INDEX "elderly_visits_visitreport_author_id_e8e54731" ON "elderly_visits_visitreport" ("author_id");
CREATE INDEX "report_submitted" ON "elderly_visits_visitreport" ("submitted_at");
CREATE INDEX "elderly_visits_concern_owner_id_7e9e70d9" ON "elderly_visits_concern" ("owner_id");
CREATE INDEX "elderly_visits_concern_raised_by_id_7d91edd5" ON "elderly_visits_concern" ("raised_by_id");
CREATE INDEX "elderly_visits_concern_referral_facility_id_18653938" ON "elderly_visits_concern" ("referral_facility_id");
CREATE INDEX "elderly_visits_concern_elder_id_33b6be9b" ON "elderly_visits_concern" ("elder_id");
CREATE INDEX "elderly_visits_concern_report_id_164bd98f" ON "elderly_visits_concern" ("report_id");
CREATE INDEX "concern_state_due" ON "elderly_visits_concern" ("state", "due_at");
CREATE INDEX "elderly_visits_timeshortage_plan_id_483ebe60" ON "elderly_visits_timeshortage" ("plan_id");
CREATE INDEX "elderly_visits_missingvolunteers_plan_id_1062cbda" ON "elderly_visits_missingvolunteers" ("plan_id");
CREATE INDEX "elderly_visits_missingvolunteers_region_id_ce5ef20a" ON "elderly_visits_missingvolunteers" ("region_id");
CREATE INDEX "elderly_visits_repair_closure_id_83e762cc" ON "elderly_visits_repair" ("closure_id");
CREATE INDEX "elderly_visits_repair_elder_id_e22e3387" ON "elderly_visits_repair" ("elder_id");
CREATE INDEX "elderly_visits_repair_region_id_31c181ee" ON "elderly_visits_repair" ("region_id");
CREATE INDEX "elderly_visits_repair_requested_by_id_4fffc7a3" ON "elderly_visits_repair" ("requested_by_id");
CREATE INDEX "elderly_visits_repair_volunteer_id_5f3cbd09" ON "elderly_visits_repair" ("volunteer_id");
CREATE INDEX "elderly_visits_standinsearch_started_by_id_22d20668" ON "elderly_visits_standinsearch" ("started_by_id");
CREATE INDEX "elderly_visits_standinsearch_visit_id_69e9bc85" ON "elderly_visits_standinsearch" ("visit_id");
CREATE INDEX "elderly_visits_closure_closed_by_id_1fb517a6" ON "elderly_visits_closure" ("closed_by_id");
CREATE INDEX "elderly_visits_closure_opened_by_id_4592db36" ON "elderly_visits_closure" ("opened_by_id");
CREATE INDEX "elderly_visits_closure_region_id_9e9f8762" ON "elderly_visits_closure" ("region_id");
CREATE UNIQUE INDEX "closure_once" ON "elderly_visits_closure" ("region_id", "first_day", "last_day") WHERE "opened_at" IS NULL;
CREATE INDEX "repair_waiting" ON "elderly_visits_repair" ("not_before") WHERE "state" = 'waiting';
CREATE INDEX "repair_month_region" ON "elderly_visits_repair" ("month", "region_id");
CREATE INDEX "elderly_visits_repairedvisit_after_id_7f95c9ab" ON "elderly_visits_repairedvisit" ("after_id");
CREATE INDEX "elderly_visits_repairedvisit_before_id_7dded26a" ON "elderly_visits_repairedvisit" ("before_id");
CREATE INDEX "elderly_visits_repairedvisit_repair_id_19978562" ON "elderly_visits_repairedvisit" ("repair_id");
CREATE INDEX "elderly_visits_repairedvisit_visit_id_4a190a94" ON "elderly_visits_repairedvisit" ("visit_id");
CREATE UNIQUE INDEX "repaired_visit_of_nobody_once" ON "elderly_visits_repairedvisit" ("repair_id", "visit_id") WHERE "before_id" IS NULL;
CREATE INDEX "search_next_step" ON "elderly_visits_standinsearch" ("next_step_at") WHERE "state" = 'asking';
CREATE UNIQUE INDEX "one_search_for_a_visit" ON "elderly_visits_standinsearch" ("visit_id") WHERE "state" = 'asking';
CREATE INDEX "elderly_visits_standin_volunteer_id_73f30947" ON "elderly_visits_standin" ("volunteer_id");
CREATE INDEX "elderly_visits_standin_search_id_c1b9aea6" ON "elderly_visits_standin" ("search_id");
CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id");
CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes');
CREATE INDEX "notifications_message_person_id_b3f94de7" ON "notifications_message" ("person_id");
CREATE INDEX "message_waiting" ON "notifications_message" ("not_before") WHERE "state" = 'waiting';
CREATE INDEX "message_inbox" ON "notifications_message" ("person_id", "created_at" DESC);
CREATE INDEX "people_rolegrant_granted_by_id_7116f728" ON "people_rolegrant" ("granted_by_id");
CREATE INDEX "people_rolegrant_region_id_89470827" ON "people_rolegrant" ("region_id");
CREATE INDEX "people_rolegrant_user_id_066ec3ef" ON "people_rolegrant" ("user_id");
CREATE UNIQUE INDEX "role_grant_once" ON "people_rolegrant" ("user_id", "role", "region_id", "valid_from") WHERE "ended_at" IS NULL;
CREATE INDEX "people_rolegrant_ended_by_id_1f96dfde" ON "people_rolegrant" ("ended_by_id");
CREATE UNIQUE INDEX "account_once_a_person" ON "timebank_account" ("person_id", "kind", "unit") WHERE "person_id" IS NOT NULL;
CREATE UNIQUE INDEX "account_once_a_region" ON "timebank_account" ("region_id", "kind", "unit") WHERE "region_id" IS NOT NULL;
CREATE UNIQUE INDEX "account_once_without_owner" ON "timebank_account" ("kind", "unit") WHERE ("person_id" IS NULL AND "region_id" IS NULL);
CREATE INDEX "timebank_account_person_id_a8310fa7" ON "timebank_account" ("person_id");
CREATE INDEX "timebank_account_region_id_c57e88f4" ON "timebank_account" ("region_id");
CREATE INDEX "timebank_transfer_service_record_id_34701708" ON "timebank_transfer" ("service_record_id");
CREATE INDEX "transfer_debits" ON "timebank_transfer" ("debit_account_id", "sequence" DESC);
CREATE INDEX "transfer_credits" ON "timebank_transfer" ("credit_account_id", "sequence" DESC);
CREATE INDEX "transfer_region_time" ON "timebank_transfer" ("region_id", "created_at");
CREATE INDEX "transfer_batch" ON "timebank_transfer" ("batch") WHERE "batch" IS NOT NULL;
CREATE INDEX "transfer_expiry" ON "timebank_transfer" ("expires_at") WHERE "expires_at" IS NOT NULL;
CREATE INDEX "timebank_partner_region_id_3394ad30" ON "timebank_partner" ("region_id");
CREATE INDEX "timebank_partner_reviewed_by_id_a0082409" ON "timebank_partner" ("reviewed_by_id");
CREATE INDEX "partner_state_region" ON "timebank_partner" ("state", "region_id");
CREATE INDEX "timebank_offer_changed_by_id_cd506b21" ON "timebank_offer" ("changed_by_id");
CREATE INDEX "timebank_offer_reach_id_00fcdff3" ON "timebank_offer" ("reach_id");
CREATE INDEX "timebank_offer_partner_id_f0b1bacd" ON "timebank_offer" ("partner_id");
CREATE INDEX "offer_state_from" ON "timebank_offer" ("state", "valid_from");
CREATE UNIQUE INDEX "partner_staff_once" ON "timebank_partnerstaff" ("partner_id", "person_id") WHERE ("ended_at" IS NULL AND "person_id" IS NOT NULL);
CREATE UNIQUE INDEX "partner_invitation_once" ON "timebank_partnerstaff" ("partner_id", "phone") WHERE ("ended_at" IS NULL AND "person_id" IS NULL);
CREATE INDEX "timebank_partnerstaff_ended_by_id_0b765557" ON "timebank_partnerstaff" ("ended_by_id");
CREATE INDEX "timebank_partnerstaff_invited_by_id_bdeb1a19" ON "timebank_partnerstaff" ("invited_by_id");
CREATE INDEX "timebank_partnerstaff_partner_id_27dbe9bc" ON "timebank_partnerstaff" ("partner_id");
CREATE INDEX "timebank_partnerstaff_person_id_f99c3e0d" ON "timebank_partnerstaff" ("person_id");
CREATE INDEX "timebank_voucher_offer_id_b6f53829" ON "timebank_voucher" ("offer_id");
CREATE INDEX "timebank_voucher_person_id_c255f2a2" ON "timebank_voucher" ("person_id");
CREATE INDEX "voucher_person_time" ON "timebank_voucher" ("person_id", "created_at" DESC);
CREATE INDEX "organizations_historicalsocialorganization_partner_id_ae8e49ad" ON "organizations_historicalsocialorganization" ("partner_id");
CREATE INDEX "organizations_socialorganization_region_id_04b3a84e" ON "organizations_socialorganization" ("region_id");
CREATE INDEX "organizations_socialorganization_reviewed_by_id_494f0819" ON "organizations_socialorganization" ("reviewed_by_id");
CREATE UNIQUE INDEX "kinship_once_a_pair" ON "people_kinship" ((MIN("person_id", "relative_id")), (MAX("person_id", "relative_id"))) WHERE ("ended_at" IS NULL AND "verified_at" IS NOT NULL);
CREATE INDEX "people_kinship_declined_by_id_f3c90917" ON "people_kinship" ("declined_by_id");
CREATE INDEX "people_kinship_ended_by_id_9cb7ea59" ON "people_kinship" ("ended_by_id");
CREATE INDEX "people_kinship_person_id_28de580a" ON "people_kinship" ("person_id");
CREATE INDEX "people_kinship_relative_id_66ebf424" ON "people_kinship" ("relative_id");
CREATE INDEX "people_kinship_verified_by_id_8407a4a8" ON "people_kinship" ("verified_by_id");
CREATE INDEX "people_mandate_recorded_by_id_e061146e" ON "people_mandate" ("recorded_by_id");
CREATE INDEX "people_mandate_agent_id_e0721dfe" ON "people_mandate" ("agent_id");
CREATE INDEX "people_mandate_principal_id_12c5791b" ON "people_mandate" ("principal_id");
CREATE INDEX "people_mandate_revoked_by_id_00ddb962" ON "people_mandate" ("revoked_by_id");
CREATE INDEX "mandate_use_time" ON "people_mandateuse" ("mandate_id", "at" DESC);
CREATE UNIQUE INDEX "wagtailcore_groupcollectionpermission_group_id_collection_id_permission_id_a21cefe9_uniq" ON "wagtailcore_groupcollectionpermission" ("group_id", "collection_id", "permission_id");
CREATE INDEX "wagtailcore_groupcollectionpermission_collection_id_5423575a" ON "wagtailcore_groupcollectionpermission" ("collection_id");
CREATE INDEX "wagtailcore_groupcollectionpermission_group_id_05d61460" ON "wagtailcore_groupcollectionpermission" ("group_id");
CREATE INDEX "wagtailcore_groupcollectionpermission_permission_id_1b626275" ON "wagtailcore_groupcollectionpermission" ("permission_id");
CREATE UNIQUE INDEX "wagtailcore_pageviewrestriction_groups_pageviewrestriction_id_group_id_d23f80bb_uniq" ON "wagtailcore_pageviewrestriction_groups" ("pageviewrestriction_id", "group_id");
CREATE INDEX "wagtailcore_pageviewrestriction_groups_pageviewrestriction_id_f147a99a" ON "wagtailcore_pageviewrestriction_groups" ("pageviewrestriction_id");
CREATE INDEX "wagtailcore_pageviewrestriction_groups_group_id_6460f223" ON "wagtailcore_pageviewrestriction_groups" ("group_id");
CREATE INDEX "wagtailcore_pageviewrestriction_page_id_15a8bea6" ON "wagtailcore_pageviewrestriction" ("page_id");
CREATE INDEX "wagtailcore_collectionviewrestriction_collection_id_761908ec" ON "wagtailcore_collectionviewrestriction" ("collection_id");
CREATE UNIQUE INDEX "wagtailcore_collectionviewrestriction_groups_collectionviewrestriction_id_group_id_988995ae_uniq" ON "wagtailcore_collectionviewrestriction_groups" ("collectionviewrestriction_id", "group_id");
CREATE INDEX "wagtailcore_collectionviewrestriction_groups_collectionviewrestriction_id_47320efd" ON "wagtailcore_collectionviewrestriction_groups" ("collectionviewrestriction_id");
CREATE INDEX "wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3" ON "wagtailcore_collectionviewrestriction_groups" ("group_id");
CREATE UNIQUE INDEX "wagtailcore_site_hostname_port_2c626d70_uniq" ON "wagtailcore_site" ("hostname", "port");
CREATE INDEX "wagtailcore_site_hostname_96b20b46" ON "wagtailcore_site" ("hostname");
CREATE INDEX "wagtailcore_site_root_page_id_e02fb95c" ON "wagtailcore_site" ("root_page_id");
CREATE INDEX "wagtailcore_task_content_type_id_249ab8ba" ON "wagtailcore_task" ("content_type_id");
CREATE INDEX "wagtailcore_workflowpage_workflow_id_56f56ff6" ON "wagtailcore_workflowpage" ("workflow_id");
CREATE UNIQUE INDEX "wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq" ON "wagtailcore_workflowtask" ("workflow_id", "task_id");
CREATE INDEX "wagtailcore_workflowtask_task_id_ce7716fe" ON "wagtailcore_workflowtask" ("task_id");
CREATE INDEX "wagtailcore_workflowtask_workflow_id_b9717175" ON "wagtailcore_workflowtask" ("workflow_id");
CREATE UNIQUE INDEX "wagtailcore_groupapprovaltask_groups_groupapprovaltask_id_group_id_bb5ee7eb_uniq" ON "wagtailcore_groupapprovaltask_groups" ("groupapprovaltask_id", "group_id");
CREATE INDEX "wagtailcore_groupapprovaltask_groups_groupapprovaltask_id_9a9255ea" ON "wagtailcore_groupapprovaltask_groups" ("groupapprovaltask_id");
CREATE INDEX "wagtailcore_groupapprovaltask_groups_group_id_2e64b61f" ON "wagtailcore_groupapprovaltask_groups" ("group_id");
CREATE UNIQUE INDEX "wagtailcore_page_translation_key_locale_id_9b041bad_uniq" ON "wagtailcore_page" ("translation_key", "locale_id");
CREATE INDEX "wagtailcore_page_slug_e7c11b8f" ON "wagtailcore_page" ("slug");
CREATE INDEX "wagtailcore_page_content_type_id_c28424df" ON "wagtailcore_page" ("content_type_id");
CREATE INDEX "wagtailcore_page_owner_id_fbf7c332" ON "wagtailcore_page" ("owner_id");
CREATE INDEX "wagtailcore_page_first_published_at_2b5dd637" ON "wagtailcore_page" ("first_published_at");
CREATE INDEX "wagtailcore_page_live_revision_id_930bd822" ON "wagtailcore_page" ("live_revision_id");
CREATE INDEX "wagtailcore_page_locked_by_id_bcb86245" ON "wagtailcore_page" ("locked_by_id");
CREATE INDEX "wagtailcore_page_locale_id_3c7e30a6" ON "wagtailcore_page" ("locale_id");
CREATE INDEX "wagtailcore_page_alias_of_id_12945502" ON "wagtailcore_page" ("alias_of_id");
CREATE INDEX "wagtailcore_commentreply_comment_id_afc7e027" ON "wagtailcore_commentreply" ("comment_id");
CREATE INDEX "wagtailcore_commentreply_user_id_d0b3b9c3" ON "wagtailcore_commentreply" ("user_id");
CREATE UNIQUE INDEX "wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq" ON "wagtailcore_pagesubscription" ("page_id", "user_id");
CREATE INDEX "wagtailcore_pagesubscription_page_id_a085e7a6" ON "wagtailcore_pagesubscription" ("page_id");
CREATE INDEX "wagtailcore_pagesubscription_user_id_89d7def9" ON "wagtailcore_pagesubscription" ("user_id");
CREATE INDEX "wagtailcore_comment_page_id_108444b5" ON "wagtailcore_comment" ("page_id");
CREATE INDEX "wagtailcore_comment_resolved_by_id_a282aa0e" ON "wagtailcore_comment" ("resolved_by_id");
CREATE INDEX "wagtailcore_comment_revision_created_id_1d058279" ON "wagtailcore_comment" ("revision_created_id");
CREATE INDEX "wagtailcore_comment_user_id_0c577ca6" ON "wagtailcore_comment" ("user_id");
CREATE INDEX "wagtailcore_page_latest_revision_id_e60fef51" ON "wagtailcore_page" ("latest_revision_id");
CREATE UNIQUE INDEX "wagtailcore_referenceindex_base_content_type_id_object_id_to_content_type_id_to_object_id_content_path_hash_9e6ccd6a_uniq" ON "wagtailcore_referenceindex" ("base_content_type_id", "object_id", "to_content_type_id", "to_object_id", "content_path_hash");
CREATE INDEX "wagtailcore_referenceindex_base_content_type_id_313cf40f" ON "wagtailcore_referenceindex" ("base_content_type_id");
CREATE INDEX "wagtailcore_referenceindex_content_type_id_766e0336" ON "wagtailcore_referenceindex" ("content_type_id");
CREATE INDEX "wagtailcore_referenceindex_to_content_type_id_93690bbd" ON "wagtailcore_referenceindex" ("to_content_type_id");
CREATE INDEX "wagtailcore_taskstate_content_type_id_0a758fdc" ON "wagtailcore_taskstate" ("content_type_id");
CREATE INDEX "wagtailcore_taskstate_task_id_c3677c34" ON "wagtailcore_taskstate" ("task_id");
CREATE INDEX "wagtailcore_taskstate_workflow_state_id_9239a775" ON "wagtailcore_taskstate" ("workflow_state_id");
CREATE INDEX "wagtailcore_taskstate_finished_by_id_13f98229" ON "wagtailcore_taskstate" ("finished_by_id");
CREATE INDEX "wagtailcore_taskstate_revision_id_df25a499" ON "wagtailcore_taskstate" ("revision_id");
CREATE UNIQUE INDEX "unique_in_progress_workflow" ON "wagtailcore_workflowstate" ("base_content_type_id", "object_id") WHERE "status" IN ('in_progress', 'needs_changes');
CREATE INDEX "wagtailcore_workflowstate_requested_by_id_4090bca3" ON "wagtailcore_workflowstate" ("requested_by_id");
CREATE INDEX "wagtailcore_workflowstate_workflow_id_1f18378f" ON "wagtailcore_workflowstate" ("workflow_id");
CREATE INDEX "wagtailcore_workflowstate_base_content_type_id_a30dc576" ON "wagtailcore_workflowstate" ("base_content_type_id");
CREATE INDEX "wagtailcore_workflowstate_content_type_id_2bb78ce1" ON "wagtailcore_workflowstate" ("content_type_id");
CREATE INDEX "workflowstate_ct_id_idx" ON "wagtailcore_workflowstate" ("content_type_id", "object_id");
CREATE INDEX "workflowstate_base_ct_id_idx" ON "wagtailcore_workflowstate" ("base_content_type_id", "object_id");
CREATE INDEX "wagtailcore_workflowcontenttype_workflow_id_9aad7cd2" ON "wagtailcore_workflowcontenttype" ("workflow_id");
CREATE INDEX "wagtailcore_modellogentry_action_d2d856ee" ON "wagtailcore_modellogentry" ("action");
CREATE INDEX "wagtailcore_modellogentry_timestamp_9694521b" ON "wagtailcore_modellogentry" ("timestamp");
CREATE INDEX "wagtailcore_modellogentry_content_changed_8bc39742" ON "wagtailcore_modellogentry" ("content_changed");
CREATE INDEX "wagtailcore_modellogentry_object_id_e0e7d4ef" ON "wagtailcore_modellogentry" ("object_id");
CREATE INDEX "wagtailcore_modellogentry_content_type_id_68849e77" ON "wagtailcore_modellogentry" ("content_type_id");
CREATE INDEX "wagtailcore_modellogentry_user_id_0278d1bf" ON "wagtailcore_modellogentry" ("user_id");
CREATE INDEX "wagtailcore_modellogentry_revision_id_df6ca33a" ON "wagtailcore_modellogentry" ("revision_id");
CREATE INDEX "wagtailcore_pagelogentry_action_c2408198" ON "wagtailcore_pagelogentry" ("action");
CREATE INDEX "wagtailcore_pagelogentry_timestamp_deb774c4" ON "wagtailcore_pagelogentry" ("timestamp");
CREATE INDEX "wagtailcore_pagelogentry_content_changed_99f27ade" ON "wagtailcore_pagelogentry" ("content_changed");
CREATE INDEX "wagtailcore_pagelogentry_content_type_id_74e7708a" ON "wagtailcore_pagelogentry" ("content_type_id");
CREATE INDEX "wagtailcore_pagelogentry_page_id_8464e327" ON "wagtailcore_pagelogentry" ("page_id");
CREATE INDEX "wagtailcore_pagelogentry_revision_id_8043d103" ON "wagtailcore_pagelogentry" ("revision_id");
CREATE INDEX "wagtailcore_pagelogentry_user_id_604ccfd8" ON "wagtailcore_pagelogentry" ("user_id");
CREATE INDEX "wagtailcore_grouppagepermission_group_id_fc07e671" ON "wagtailcore_grouppagepermission" ("group_id");
CREATE INDEX "wagtailcore_grouppagepermission_page_id_710b114a" ON "wagtailcore_grouppagepermission" ("page_id");
CREATE INDEX "wagtailcore_grouppagepermission_permission_id_05acb22e" ON "wagtailcore_grouppagepermission" ("permission_id");
CREATE INDEX "wagtailcore_revision_created_at_81450aa6" ON "wagtailcore_revision" ("created_at");
CREATE INDEX "wagtailcore_revision_approved_go_live_at_88d3dee5" ON "wagtailcore_revision" ("approved_go_live_at");
CREATE INDEX "wagtailcore_revision_user_id_03df83b0" ON "wagtailcore_revision" ("user_id");
CREATE INDEX "wagtailcore_revision_content_type_id_c8cb69c0" ON "wagtailcore_revision" ("content_type_id");
CREATE INDEX "wagtailcore_revision_base_content_type_id_5b4ef7bd" ON "wagtailcore_revision" ("base_content_type_id");
CREATE INDEX "content_object_idx" ON "wagtailcore_revision" ("content_type_id", "object_id");
CREATE INDEX "base_content_object_idx" ON "wagtailcore_revision" ("base_content_type_id", "object_id");
CREATE INDEX "wagtailcore_uploadedfile_for_content_type_id_b0fc87b2" ON "wagtailcore_uploadedfile" ("for_content_type_id");
CREATE INDEX "wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8" ON "wagtailcore_uploadedfile" ("uploaded_by_user_id");
CREATE UNIQUE INDEX "wagtailcore_groupsitepermission_group_id_site_id_permission_id_a58ee30d_uniq" ON "wagtailcore_groupsitepermission" ("group_id", "site_id", "permission_id");
CREATE INDEX "wagtailcore_groupsitepermission_group_id_e5cdbee4" ON "wagtailcore_groupsitepermission" ("group_id");
CREATE INDEX "wagtailcore_groupsitepermission_permission_id_459b1f38" ON "wagtailcore_groupsitepermission" ("permission_id");
CREATE INDEX "wagtailcore_groupsitepermission_site_id_245de488" ON "wagtailcore_groupsitepermission" ("site_id");
CREATE INDEX "referenceindex_source_object" ON "wagtailcore_referenceindex" ("base_content_type_id", "object_id");
CREATE INDEX "referenceindex_target_object" ON "wagtailcore_referenceindex" ("to_content_type_id", "to_object_id");
CREATE INDEX "wagtailcore_uuid_d6363b_idx" ON "wagtailcore_modellogentry" ("uuid", "action", "timestamp" DESC);
CREATE INDEX "wagtailcore_uuid_06a44d_idx" ON "wagtailcore_pagelogentry" ("uuid", "action", "timestamp" DESC);
CREATE UNIQUE INDEX "one_policy_a_day" ON "policies_policyrow" ("key", "valid_from") WHERE "region_id" IS NULL;
CREATE INDEX "policies_policyrow_author_id_f07d4154" ON "policies_policyrow" ("author_id");
CREATE INDEX "policies_policyrow_region_id_4f63f44c" ON "policies_policyrow" ("region_id");
CREATE INDEX "service_requests_requestevent_actor_id_e0f9f5ac" ON "service_requests_requestevent" ("actor_id");
CREATE INDEX "service_requests_requestevent_request_id_0a14c28f" ON "service_requests_requestevent" ("request_id");
CREATE INDEX "service_requests_servicerequest_asked_by_id_e03e1605" ON "service_requests_servicerequest" ("asked_by_id");
CREATE INDEX "service_requests_servicerequest_beneficiary_id_554a9f63" ON "service_requests_servicerequest" ("beneficiary_id");
CREATE INDEX "service_requests_servicerequest_mandate_id_e19467c4" ON "service_requests_servicerequest" ("mandate_id");
CREATE INDEX "service_requests_servicerequest_region_id_3462663c" ON "service_requests_servicerequest" ("region_id");
CREATE INDEX "request_region_state" ON "service_requests_servicerequest" ("region_id", "state");
CREATE INDEX "request_state_due" ON "service_requests_servicerequest" ("state", "confirm_by");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE INDEX "taggit_taggeditem_object_id_e2d7d1df" ON "taggit_taggeditem" ("object_id");
CREATE INDEX "taggit_taggeditem_content_type_id_9957a03c" ON "taggit_taggeditem" ("content_type_id");
CREATE INDEX "taggit_taggeditem_tag_id_f4f5b767" ON "taggit_taggeditem" ("tag_id");
CREATE INDEX "taggit_tagg_content_8fc721_idx" ON "taggit_taggeditem" ("content_type_id", "object_id");
CREATE INDEX "timebank_certificate_issued_by_id_33bf0a2f" ON "timebank_certificate" ("issued_by_id");
CREATE INDEX "timebank_certificate_person_id_c75b4fc3" ON "timebank_certificate" ("person_id");
CREATE INDEX "timebank_certificate_region_id_8502f59f" ON "timebank_certificate" ("region_id");
CREATE INDEX "certificate_region_time" ON "timebank_certificate" ("region_id", "issued_at" DESC);
CREATE INDEX "timebank_certificateending_by_id_9b2bc42b" ON "timebank_certificateending" ("by_id");
CREATE INDEX "timebank_certificateending_certificate_id_d305dd74" ON "timebank_certificateending" ("certificate_id");
CREATE INDEX "timebank_certifiedrecord_certificate_id_7d541a87" ON "timebank_certifiedrecord" ("certificate_id");
CREATE INDEX "timebank_certifiedrecord_record_id_641a54e0" ON "timebank_certifiedrecord" ("record_id");
CREATE INDEX "timebank_servicerecord_recorded_by_id_c10deacf" ON "timebank_servicerecord" ("recorded_by_id");
CREATE INDEX "record_person_day" ON "timebank_servicerecord" ("person_id", "served_on");
CREATE INDEX "record_region_day" ON "timebank_servicerecord" ("region_id", "served_on");
CREATE UNIQUE INDEX "star_level_once" ON "timebank_staraward" ("person_id", "level") WHERE "withdrawn_at" IS NULL;
CREATE INDEX "timebank_staraward_person_id_12a2399f" ON "timebank_staraward" ("person_id");
CREATE INDEX "timebank_staraward_region_id_8c1609b4" ON "timebank_staraward" ("region_id");
CREATE INDEX "timebank_staraward_service_record_id_788a1940" ON "timebank_staraward" ("service_record_id");
CREATE INDEX "timebank_staraward_withdrawn_by_id_ea7dd117" ON "timebank_staraward" ("withdrawn_by_id");
CREATE INDEX "star_notice" ON "timebank_staraward" ("notice_until") WHERE "withdrawn_at" IS NULL;
CREATE INDEX "timebank_starobjection_award_id_f5df39eb" ON "timebank_starobjection" ("award_id");
CREATE INDEX "timebank_starobjection_decided_by_id_7f91b3e5" ON "timebank_starobjection" ("decided_by_id");
CREATE INDEX "timebank_phonecallattempt_call_id_dbe81f90" ON "timebank_phonecallattempt" ("call_id");
CREATE INDEX "timebank_phonecallattempt_caller_id_cf8521bd" ON "timebank_phonecallattempt" ("caller_id");
CREATE UNIQUE INDEX "timebank_suspicion_persons_suspicion_id_person_id_b322a0be_uniq" ON "timebank_suspicion_persons" ("suspicion_id", "person_id");
CREATE INDEX "timebank_suspicion_persons_suspicion_id_efd872f7" ON "timebank_suspicion_persons" ("suspicion_id");
CREATE INDEX "timebank_suspicion_persons_person_id_b7446575" ON "timebank_suspicion_persons" ("person_id");
CREATE UNIQUE INDEX "timebank_suspicion_records_suspicion_id_servicerecord_id_543b11df_uniq" ON "timebank_suspicion_records" ("suspicion_id", "servicerecord_id");
CREATE INDEX "timebank_suspicion_records_suspicion_id_dbf1b575" ON "timebank_suspicion_records" ("suspicion_id");
CREATE INDEX "timebank_suspicion_records_servicerecord_id_907d4a84" ON "timebank_suspicion_records" ("servicerecord_id");
CREATE UNIQUE INDEX "timebank_suspicion_workers_suspicion_id_user_id_beaa168b_uniq" ON "timebank_suspicion_workers" ("suspicion_id", "user_id");
CREATE INDEX "timebank_suspicion_workers_suspicion_id_17dca7de" ON "timebank_suspicion_workers" ("suspicion_id");
CREATE INDEX "timebank_suspicion_workers_user_id_e90cab28" ON "timebank_suspicion_workers" ("user_id");
CREATE INDEX "timebank_suspicionevent_actor_id_b39ccaad" ON "timebank_suspicionevent" ("actor_id");
CREATE INDEX "timebank_suspicionevent_suspicion_id_245f465d" ON "timebank_suspicionevent" ("suspicion_id");
CREATE INDEX "turnover_region_month" ON "timebank_turnover" ("region", "month");
CREATE INDEX "timebank_phonesample_county_id_9a062524" ON "timebank_phonesample" ("county_id");
CREATE INDEX "timebank_phonecall_record_id_e98fcfc0" ON "timebank_phonecall" ("record_id");
CREATE INDEX "timebank_phonecall_served_id_8cc52dd3" ON "timebank_phonecall" ("served_id");
CREATE INDEX "timebank_phonecall_sample_id_02a04446" ON "timebank_phonecall" ("sample_id");
CREATE INDEX "phone_call_state" ON "timebank_phonecall" ("state");
CREATE INDEX "timebank_suspicion_owner_id_1ae75d01" ON "timebank_suspicion" ("owner_id");
CREATE INDEX "timebank_suspicion_region_id_d712ae56" ON "timebank_suspicion" ("region_id");
CREATE INDEX "suspicion_queue" ON "timebank_suspicion" ("region_id", "state", "found_at" DESC);
CREATE UNIQUE INDEX "one_hold_of_a_record_at_a_time" ON "timebank_credithold" ("record_id") WHERE "state" = 'held';
CREATE INDEX "timebank_credithold_decided_by_id_ad784d10" ON "timebank_credithold" ("decided_by_id");
CREATE INDEX "timebank_credithold_placed_by_id_c9870e29" ON "timebank_credithold" ("placed_by_id");
CREATE INDEX "timebank_credithold_record_id_f6090584" ON "timebank_credithold" ("record_id");
CREATE INDEX "timebank_credithold_suspicion_id_bc6d26d9" ON "timebank_credithold" ("suspicion_id");
CREATE INDEX "timebank_earmark_assigned_by_id_6937108a" ON "timebank_earmark" ("assigned_by_id");
CREATE INDEX "timebank_earmark_county_id_25b6df35" ON "timebank_earmark" ("county_id");
CREATE INDEX "timebank_earmark_donor_id_45eb1a5c" ON "timebank_earmark" ("donor_id");
CREATE INDEX "timebank_earmark_region_id_42278fab" ON "timebank_earmark" ("region_id");
CREATE INDEX "timebank_earmark_released_by_id_85b1edba" ON "timebank_earmark" ("released_by_id");
CREATE INDEX "earmark_open" ON "timebank_earmark" ("county_id") WHERE ("assigned_at" IS NULL AND "released_at" IS NULL);
CREATE INDEX "timebank_expirynotice_account_id_82816cc0" ON "timebank_expirynotice" ("account_id");
CREATE INDEX "expiry_due" ON "timebank_expirynotice" ("expires_on") WHERE "done_on" IS NULL;
CREATE UNIQUE INDEX "nominee_one_in_force" ON "timebank_nominee" ("person_id") WHERE "ended_at" IS NULL;
CREATE INDEX "timebank_nominee_person_id_978c5e24" ON "timebank_nominee" ("person_id");
CREATE INDEX "timebank_nominee_recorded_by_id_d566bed6" ON "timebank_nominee" ("recorded_by_id");
CREATE INDEX "timebank_nominee_relative_id_45c3fb32" ON "timebank_nominee" ("relative_id");
CREATE INDEX "timebank_poolgrant_county_id_0d245ac4" ON "timebank_poolgrant" ("county_id");
CREATE INDEX "timebank_poolgrant_person_id_3b35c24c" ON "timebank_poolgrant" ("person_id");
CREATE INDEX "timebank_poolgrant_region_id_c9567059" ON "timebank_poolgrant" ("region_id");
CREATE INDEX "grant_county_month" ON "timebank_poolgrant" ("county_id", "month", "outcome");
CREATE UNIQUE INDEX "settlement_once_a_person" ON "timebank_settlement" ("person_id") WHERE "undone_at" IS NULL;
CREATE INDEX "timebank_settlement_person_id_f86ae026" ON "timebank_settlement" ("person_id");
CREATE INDEX "timebank_settlement_region_id_747ee850" ON "timebank_settlement" ("region_id");
CREATE INDEX "timebank_settlement_relative_id_0ad1f667" ON "timebank_settlement" ("relative_id");
CREATE INDEX "timebank_settlement_settled_by_id_8f5869de" ON "timebank_settlement" ("settled_by_id");
CREATE INDEX "timebank_settlement_undone_by_id_4095f720" ON "timebank_settlement" ("undone_by_id");
CREATE UNIQUE INDEX "standinginstruction_one_in_force" ON "timebank_standinginstruction" ("person_id") WHERE "ended_at" IS NULL;
CREATE INDEX "timebank_standinginstruction_person_id_690ead10" ON "timebank_standinginstruction" ("person_id");
CREATE INDEX "timebank_standinginstruction_recorded_by_id_77736f22" ON "timebank_standinginstruction" ("recorded_by_id");
CREATE INDEX "timebank_standinginstruction_relative_id_490006c1" ON "timebank_standinginstruction" ("relative_id");
CREATE INDEX "usersessions_usersession_user_id_af5e0a6d" ON "usersessions_usersession" ("user_id");
CREATE INDEX "volunteers_plannedstop_assignment_id_e6cc6bca" ON "volunteers_plannedstop" ("assignment_id");
CREATE INDEX "volunteers_plannedstop_person_id_e5f8627a" ON "volunteers_plannedstop" ("person_id");
CREATE INDEX "volunteers_plannedstop_task_id_4436fee5" ON "volunteers_plannedstop" ("task_id");
CREATE INDEX "stop_person_day" ON "volunteers_plannedstop" ("person_id", "starts_at");
CREATE INDEX "wagtailadmin_editingsession_content_type_id_4df7730e" ON "wagtailadmin_editingsession" ("content_type_id");
CREATE INDEX "wagtailadmin_editingsession_user_id_6e1a9b70" ON "wagtailadmin_editingsession" ("user_id");
CREATE INDEX "wagtailadmi_content_717955_idx" ON "wagtailadmin_editingsession" ("content_type_id", "object_id");
CREATE INDEX "wagtailadmin_formstate_content_type_id_e32438b3" ON "wagtailadmin_formstate" ("content_type_id");
CREATE INDEX "wagtailadmin_formstate_user_id_b910adc2" ON "wagtailadmin_formstate" ("user_id");
CREATE INDEX "formstate_user_object" ON "wagtailadmin_formstate" ("user_id", "content_type_id", "object_id", "parent_object_id");
CREATE INDEX "wagtaildocs_document_uploaded_by_user_id_17258b41" ON "wagtaildocs_document" ("uploaded_by_user_id");
CREATE INDEX "wagtaildocs_document_collection_id_23881625" ON "wagtaildocs_document" ("collection_id");
CREATE INDEX "wagtailembeds_embed_cache_until_26c94bb0" ON "wagtailembeds_embed" ("cache_until");
CREATE INDEX "wagtailforms_formsubmission_page_id_e48e93e7" ON "wagtailforms_formsubmission" ("page_id");
CREATE UNIQUE INDEX "wagtailimages_rendition_image_id_filter_spec_focal_point_key_323c8fe0_uniq" ON "wagtailimages_rendition" ("image_id", "filter_spec", "focal_point_key");
CREATE INDEX "wagtailimages_rendition_filter_spec_1cba3201" ON "wagtailimages_rendition" ("filter_spec");
CREATE INDEX "wagtailimages_rendition_image_id_3e1fd774" ON "wagtailimages_rendition" ("image_id");
CREATE INDEX "wagtailimages_image_created_at_86fa6cd4" ON "wagtailimages_image" ("created_at");
CREATE INDEX "wagtailimages_image_uploaded_by_user_id_5d73dc75" ON "wagtailimages_image" ("uploaded_by_user_id");
CREATE INDEX "wagtailimages_image_collection_id_c2f8af7e" ON "wagtailimages_image" ("collection_id");
CREATE INDEX "wagtailimages_image_file_hash_fb5bbb23" ON "wagtailimages_image" ("file_hash");
CREATE UNIQUE INDEX "wagtailredirects_redirect_old_path_site_id_783622d7_uniq" ON "wagtailredirects_redirect" ("old_path", "site_id");
CREATE INDEX "wagtailredirects_redirect_old_path_bb35247b" ON "wagtailredirects_redirect" ("old_path");
CREATE INDEX "wagtailredirects_redirect_redirect_page_id_b5728a8f" ON "wagtailredirects_redirect" ("redirect_page_id");
CREATE INDEX "wagtailredirects_redirect_site_id_780a0e1e" ON "wagtailredirects_redirect" ("site_id");
CREATE UNIQUE INDEX "wagtailsearch_indexentry_content_type_id_object_id_bcd7ba73_uniq" ON "wagtailsearch_indexentry" ("content_type_id", "object_id");
CREATE INDEX "wagtailsearch_indexentry_content_type_id_62ed694f" ON "wagtailsearch_indexentry" ("content_type_id");
CREATE TRIGGER volunteers_assignmentevent_no_update BEFORE UPDATE ON volunteers_assignmentevent BEGIN SELECT RAISE(ABORT, 'volunteers_assignmentevent is append-only: UPDATE refused'); END;
CREATE TRIGGER volunteers_assignmentevent_no_delete BEFORE DELETE ON volunteers_assignmentevent BEGIN SELECT RAISE(ABORT, 'volunteers_assignmentevent is append-only: DELETE refused'); END;
CREATE TRIGGER elderly_visits_concernevent_no_update BEFORE UPDATE ON elderly_visits_concernevent BEGIN SELECT RAISE(ABORT, 'elderly_visits_concernevent is append-only: UPDATE refused'); END;
CREATE TRIGGER elderly_visits_concernevent_no_delete BEFORE DELETE ON elderly_visits_concernevent BEGIN SELECT RAISE(ABORT, 'elderly_visits_concernevent is append-only: DELETE refused'); END;
CREATE TRIGGER people_accesslog_no_update BEFORE UPDATE ON people_accesslog BEGIN SELECT RAISE(ABORT, 'people_accesslog is append-only: UPDATE refused'); END;
CREATE TRIGGER people_accesslog_no_delete BEFORE DELETE ON people_accesslog BEGIN SELECT RAISE(ABORT, 'people_accesslog is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_transfer_no_update BEFORE UPDATE ON timebank_transfer BEGIN SELECT RAISE(ABORT, 'timebank_transfer is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_transfer_no_delete BEFORE DELETE ON timebank_transfer BEGIN SELECT RAISE(ABORT, 'timebank_transfer is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_voucher_no_update BEFORE UPDATE ON timebank_voucher BEGIN SELECT RAISE(ABORT, 'timebank_voucher is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_voucher_no_delete BEFORE DELETE ON timebank_voucher BEGIN SELECT RAISE(ABORT, 'timebank_voucher is append-only: DELETE refused'); END;
CREATE TRIGGER people_mandateuse_no_update BEFORE UPDATE ON people_mandateuse BEGIN SELECT RAISE(ABORT, 'people_mandateuse is append-only: UPDATE refused'); END;
CREATE TRIGGER people_mandateuse_no_delete BEFORE DELETE ON people_mandateuse BEGIN SELECT RAISE(ABORT, 'people_mandateuse is append-only: DELETE refused'); END;
CREATE TRIGGER service_requests_requestevent_no_update BEFORE UPDATE ON service_requests_requestevent BEGIN SELECT RAISE(ABORT, 'service_requests_requestevent is append-only: UPDATE refused'); END;
CREATE TRIGGER service_requests_requestevent_no_delete BEFORE DELETE ON service_requests_requestevent BEGIN SELECT RAISE(ABORT, 'service_requests_requestevent is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_certificate_no_update BEFORE UPDATE ON timebank_certificate BEGIN SELECT RAISE(ABORT, 'timebank_certificate is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_certificate_no_delete BEFORE DELETE ON timebank_certificate BEGIN SELECT RAISE(ABORT, 'timebank_certificate is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_certificatefile_no_update BEFORE UPDATE ON timebank_certificatefile BEGIN SELECT RAISE(ABORT, 'timebank_certificatefile is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_certificatefile_no_delete BEFORE DELETE ON timebank_certificatefile BEGIN SELECT RAISE(ABORT, 'timebank_certificatefile is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_certifiedrecord_no_update BEFORE UPDATE ON timebank_certifiedrecord BEGIN SELECT RAISE(ABORT, 'timebank_certifiedrecord is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_certifiedrecord_no_delete BEFORE DELETE ON timebank_certifiedrecord BEGIN SELECT RAISE(ABORT, 'timebank_certifiedrecord is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_certificateending_no_update BEFORE UPDATE ON timebank_certificateending BEGIN SELECT RAISE(ABORT, 'timebank_certificateending is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_certificateending_no_delete BEFORE DELETE ON timebank_certificateending BEGIN SELECT RAISE(ABORT, 'timebank_certificateending is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_servicerecord_no_update BEFORE UPDATE ON timebank_servicerecord BEGIN SELECT RAISE(ABORT, 'timebank_servicerecord is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_servicerecord_no_delete BEFORE DELETE ON timebank_servicerecord BEGIN SELECT RAISE(ABORT, 'timebank_servicerecord is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_turnoverrun_no_update BEFORE UPDATE ON timebank_turnoverrun BEGIN SELECT RAISE(ABORT, 'timebank_turnoverrun is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_turnoverrun_no_delete BEFORE DELETE ON timebank_turnoverrun BEGIN SELECT RAISE(ABORT, 'timebank_turnoverrun is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_anomalyrun_no_update BEFORE UPDATE ON timebank_anomalyrun BEGIN SELECT RAISE(ABORT, 'timebank_anomalyrun is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_anomalyrun_no_delete BEFORE DELETE ON timebank_anomalyrun BEGIN SELECT RAISE(ABORT, 'timebank_anomalyrun is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_suspicion_no_delete BEFORE DELETE ON timebank_suspicion BEGIN SELECT RAISE(ABORT, 'timebank_suspicion is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_suspicion_records_no_update BEFORE UPDATE ON timebank_suspicion_records BEGIN SELECT RAISE(ABORT, 'timebank_suspicion_records is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_suspicion_records_no_delete BEFORE DELETE ON timebank_suspicion_records BEGIN SELECT RAISE(ABORT, 'timebank_suspicion_records is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_suspicion_persons_no_update BEFORE UPDATE ON timebank_suspicion_persons BEGIN SELECT RAISE(ABORT, 'timebank_suspicion_persons is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_suspicion_persons_no_delete BEFORE DELETE ON timebank_suspicion_persons BEGIN SELECT RAISE(ABORT, 'timebank_suspicion_persons is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_suspicion_workers_no_update BEFORE UPDATE ON timebank_suspicion_workers BEGIN SELECT RAISE(ABORT, 'timebank_suspicion_workers is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_suspicion_workers_no_delete BEFORE DELETE ON timebank_suspicion_workers BEGIN SELECT RAISE(ABORT, 'timebank_suspicion_workers is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_suspicionevent_no_update BEFORE UPDATE ON timebank_suspicionevent BEGIN SELECT RAISE(ABORT, 'timebank_suspicionevent is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_suspicionevent_no_delete BEFORE DELETE ON timebank_suspicionevent BEGIN SELECT RAISE(ABORT, 'timebank_suspicionevent is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_credithold_no_delete BEFORE DELETE ON timebank_credithold BEGIN SELECT RAISE(ABORT, 'timebank_credithold is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_phonesample_no_update BEFORE UPDATE ON timebank_phonesample BEGIN SELECT RAISE(ABORT, 'timebank_phonesample is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_phonesample_no_delete BEFORE DELETE ON timebank_phonesample BEGIN SELECT RAISE(ABORT, 'timebank_phonesample is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_phonecall_no_delete BEFORE DELETE ON timebank_phonecall BEGIN SELECT RAISE(ABORT, 'timebank_phonecall is append-only: DELETE refused'); END;
CREATE TRIGGER timebank_phonecallattempt_no_update BEFORE UPDATE ON timebank_phonecallattempt BEGIN SELECT RAISE(ABORT, 'timebank_phonecallattempt is append-only: UPDATE refused'); END;
CREATE TRIGGER timebank_phonecallattempt_no_delete BEFORE DELETE ON timebank_phonecallattempt BEGIN SELECT RAISE(ABORT, 'timebank_phonecallattempt is append-only: DELETE refused'); END;
CREATE TRIGGER insert_wagtailsearch_indexentry_fts AFTER INSERT ON wagtailsearch_indexentry BEGIN INSERT INTO wagtailsearch_indexentry_fts(title, body, autocomplete, rowid) VALUES (NEW.title, NEW.body, NEW.autocomplete, NEW.id); END;
CREATE TRIGGER update_wagtailsearch_indexentry_fts AFTER UPDATE ON wagtailsearch_indexentry BEGIN UPDATE wagtailsearch_indexentry_fts SET title=NEW.title, body=NEW.body, autocomplete=NEW.autocomplete WHERE rowid=NEW.id; END;
CREATE TRIGGER delete_wagtailsearch_indexentry_fts AFTER DELETE ON wagtailsearch_indexentry BEGIN DELETE FROM wagtailsearch_indexentry_fts WHERE rowid=OLD.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES
('django_migrations',294),
('django_content_type',139),
('auth_permission',559),
('auth_group',2),
('people_consent',5),
('account_emailaddress',0),
('django_admin_log',0),
('django_celery_beat_periodictask',0),
('django_celery_beat_crontabschedule',0),
('organizations_organizationmember',0),
('volunteers_task',11),
('volunteers_team',0),
('volunteers_assignment',11),
('volunteers_volunteerskill',0),
('volunteers_volunteer',3),
('volunteers_historicalproject',0),
('volunteers_project',0),
('volunteers_absence',0),
('elderly_visits_elder',5),
('elderly_visits_emergencycontact',0),
('elderly_visits_visitreport',1),
('elderly_visits_concern',0),
('elderly_visits_closure',1),
('elderly_visits_repairedvisit',6),
('elderly_visits_standin',1),
('mfa_authenticator',0),
('people_rolegrant',2),
('timebank_account',5),
('timebank_transfer',2),
('timebank_accountslot',0),
('timebank_partner',0),
('timebank_offer',0),
('timebank_partnerstaff',0),
('timebank_voucher',0),
('organizations_socialorganization',0),
('people_mandate',0),
('wagtailcore_collection',1),
('wagtailcore_pageviewrestriction',0),
('wagtailcore_site',1),
('wagtailcore_task',1),
('wagtailcore_groupapprovaltask_groups',1),
('wagtailcore_workflow',1),
('wagtailcore_workflowtask',1),
('wagtailcore_locale',1),
('wagtailcore_page',2),
('wagtailcore_comment',0),
('wagtailcore_taskstate',0),
('wagtailcore_workflowstate',0),
('wagtailcore_modellogentry',0),
('wagtailcore_pagelogentry',0),
('wagtailcore_grouppagepermission',7),
('wagtailcore_revision',0),
('service_requests_servicerequest',0),
('taggit_taggeditem',0),
('taggit_tag',0),
('timebank_certificate',0),
('timebank_certificateending',0),
('timebank_certifiedrecord',0),
('timebank_servicerecord',1),
('timebank_staraward',0),
('timebank_phonesample',0),
('timebank_phonecall',0),
('timebank_suspicion',0),
('timebank_credithold',0),
('auth_group_permissions',18),
('wagtailadmin_editingsession',0),
('wagtailcore_groupcollectionpermission',12),
('wagtaildocs_document',0),
('wagtailembeds_embed',0),
('wagtailforms_formsubmission',0),
('wagtailimages_rendition',0),
('wagtailimages_image',0),
('wagtailredirects_redirect',0),
('wagtailsearch_indexentry',0),
('wagtailusers_userprofile',0),
('policies_policyrow',122),
('people_user',5),
('people_person',10),
('people_historicalperson',10),
('volunteers_historicalvolunteer',3),
('elderly_visits_historicalelder',5),
('elderly_visits_repair',6),
('elderly_visits_visit',11),
('volunteers_assignmentevent',17),
('notifications_message',12),
('elderly_visits_visitplan',1),
('elderly_visits_timeshortage',1),
('elderly_visits_missingvolunteers',1),
('elderly_visits_standinsearch',1);
COMMIT;
