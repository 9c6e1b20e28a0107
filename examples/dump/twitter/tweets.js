window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "1700",
   "full_text": "Beta su capek dengar alasan: \"kalo lewat dinas lama\". Lama tu tiga bulan. Yang pi capat tu, capat ju pulang: kemarin umur 24 taon, dari Pahang, peti nomor 71 taon ini.",
   "created_at": "Mon Jan 05 22:05:59 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1701",
   "full_text": "Kang, domba nu di tukang tos dongkap dua, nu bikang sakit suku. Mantri saur téh kedah disuntik enjing. Artosna candak heula tina laci, engké digentosan saatos ngajual bako.",
   "created_at": "Tue Jan 06 12:37:52 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1702",
   "full_text": "Sis yg kmrn nanya loker, ini tmnku buka: admin olshop tas di Tanah Abang. senin-sabtu 8.30-16.30. gaji 3,8 + bonus closing. harus bs bales chat cepet ga typo. interview sama yg punya (Kak Ocha), bawa KTP asli buat diliat aja ya bukan ditahan. blok F lt 3 los 22",
   "created_at": "Tue Jan 06 16:44:52 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1703",
   "full_text": "Siap laksanakan",
   "created_at": "Tue Jan 06 19:05:50 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1704",
   "full_text": "👍",
   "created_at": "Tue Jan 06 21:59:25 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1705",
   "full_text": "amaq tiang dulu dua taun di Kuantan sama skipper, surat2nya disimpen skipper, pulang cuma bawa baju. sekarang umurnya 63, jadi dia suka marah kalo ada yg nyimpen KTPnya di dompet orang. ternyata itu alesannya. tiang baru ngerti kemaren",
   "created_at": "Wed Jan 07 15:46:33 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1706",
   "full_text": "Info\nDibutuhkan kasir dan pramuniaga untuk toko roti di Purwokerto. Perempuan atau laki-laki, SMA, gaji UMK, BPJS, libur satu hari seminggu. Lamaran diantar ke toko setelah jam 10, tanpa biaya.",
   "created_at": "Thu Jan 08 11:45:46 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1707",
   "full_text": "surat \"KP2MI-KHUSUS\" yg beredar itu PALSU ya gaes. negara apaan nyuruh setor 18,5 juta ke rekening Drs. Sukamto. pak Sukamto siapa?? guru olahraga gue juga namanya Sukamto",
   "created_at": "Fri Jan 09 07:21:50 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1708",
   "full_text": "[Kabar Kilat] 14 calon pekerja nonprosedural batal berangkat dari Batam Center. Semua kompak menjawab \"mau liburan\", tak satu pun tahu nama hotelnya.",
   "created_at": "Sat Jan 10 05:33:06 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1709",
   "full_text": "PR matematika halaman 46 nomor 1 sampai 10 ya bu",
   "created_at": "Sat Jan 10 05:49:03 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1710",
   "full_text": "Baru tau ternyata paspor itu ga boleh dipegang agensi. 6 tahun kerja dulu aku kira emang gitu 😅",
   "created_at": "Sun Jan 11 08:34:23 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1711",
   "full_text": "Pak Long: budak tu balek juge akhirnye\nZul: sihat?\nPak Long: kurus. katenye kerje kandang ayam 7 hari, tak ade cuti, malam dikunci dari luar\nZul: ye Allah\nPak Long: sekarang die jage motor kat Pelabuhan Bandar Sri Laksamana, sehari seratus ribu. Alhamdulillah dapat tidur kat rumah\nZul: bawak balek aje die, Pak Long",
   "created_at": "Sun Jan 11 22:09:42 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1712",
   "full_text": "bu maaf nanya, majikan di BSD nawarin 2,6jt, libur 2 minggu sekali, dibikinin surat perjanjian kerja tulis tangan ditandatangan RT. KTP cuma difoto. aman ya bu? anak saya umur 20 belum pernah ke Jakarta",
   "created_at": "Tue Jan 13 21:22:14 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1713",
   "full_text": "Konser di stadion jadi gak sih?",
   "created_at": "Wed Jan 14 12:10:09 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1714",
   "full_text": "Assalamualaikum. Mandor saya di ladang sawit Sabah perlu orang lagi, 8 kepala. Suami istri boleh, anak boleh dibawa. Gaji RM 1500-2000 sebulan kalau rajin, rumah kongsi sudah ada, air listrik ditanggung tauke. Paspor tidak usah, cukup KTP sama foto dua lembar, nanti saya yang atur jalan dari Batam naik speed malam. Ongkos jalan Rp 1.800.000, kalau belum ada potong gaji saja. Sampai sana paspor dan permit diurus pelan-pelan. Yang mau ikut kabari saya 0852-0000-5211, jalan malam Minggu ini.",
   "created_at": "Thu Jan 15 15:32:54 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1715",
   "full_text": "Panyewaan kamar kos putri di Kayutangi 2, 650 ribu sabulan, wifi, banyu panas kada ada. DP sabulan + uang jaminan kunci 100. Ulun nang punya bagana di muka, kada mau malam-malam ada lakian. Kos bujang di sabalah lain ulun punya lah.",
   "created_at": "Fri Jan 16 10:47:00 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1716",
   "full_text": "ah itu \"program PALM untuk Papua\" bohong besar. Program itu untuk PNG, Vanuatu, Timor Leste. Kitong tra masuk. Jang kirim KTP, jang bayar apa-apa",
   "created_at": "Fri Jan 16 12:27:50 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1717",
   "full_text": "Undangan terbuka utk saudara & handai taulan: pernikahan A Lin & Chen Wei Ting, Minggu 14 Juni, Gedung Serbaguna Roban Singkawang. Mereka kenal waktu sama2 kuliah di Taichung, pacaran 4 tahun, akhirnya lamaran juga 😭 amplop boleh, karangan bunga jangan (kasihan hutannya)",
   "created_at": "Fri Jan 16 16:17:28 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1718",
   "full_text": "Padi di tempatku kena wereng",
   "created_at": "Fri Jan 16 20:02:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1719",
   "full_text": "Selamat ulang tahun mbak, sehat selalu",
   "created_at": "Sat Jan 17 13:25:18 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1720",
   "full_text": "Jangan kirim uang dulu mbak",
   "created_at": "Sat Jan 17 18:21:37 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1721",
   "full_text": "JOB READY TAIWAN ✈️\nPabrik tekstil, lokasi Kaohsiung\nGapok NT$ 28590, lembur rame\nSyarat: 21-40 th, tinggi bebas, tato nego, eks boleh non boleh\nProses 3 minggu terbang tanpa bahasa\nBiaya total 72jt, DP 5 juta dulu buat booking job nya, tanpa DP job saya kasih orang lain ya kak\nSisanya potong gaji 9 bulan. Ijazah asli titip di saya smp potongan lunas\nMonggo inbox Mbak Yanti 0857-0000-6301 🙏",
   "created_at": "Sun Jan 18 06:33:17 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1722",
   "full_text": "Grup Kelas TI-B Angkatan Kabur\nRaka: yg dropout absen\nDimas: hadir 🙋\nPutra: hadir, lg di Morowali\nRaka: gila jauh. gaji?\nPutra: 6,2 take home, lembur gila. kangen indomie warkop\nDimas: di sini desain spanduk caleg, muka sama semua tinggal ganti nama\nRaka: ngakak",
   "created_at": "Sun Jan 18 12:27:08 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1723",
   "full_text": "loker isinya \"PT xxx, SIP3MI xxx/2022, zero cost, OPP\" langsung dituduh penipu di kolom komentar; loker isinya \"kesempatan berkarier yang bermartabat, transfer ke Bu Ferra\" langsung 200 like. netizen",
   "created_at": "Sun Jan 18 14:49:11 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1724",
   "full_text": "Sudah saya blokir nomornya",
   "created_at": "Sun Jan 18 18:29:50 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1725",
   "full_text": "⚓ BUTUH CEPAT ABK KAPAL PURSE SEINE ⚓\nBendera Fiji, joint di Cape Town\nGaji $380/bulan, uang pegangan Rp 1.500.000 sebelum naik\nBuku pelaut + BST kami bantu \"uruskan\" 3 hari jadi, tidak punya pengalaman nol pun jalan\nKontrak 2 th, dibaca di atas kapal saja 🙏\nKalau turun sebelum habis kontrak, jaminan 10 juta hangus dan tiket bayar sendiri\nMess Pemalang sudah siap, datang bawa KTP KK surat izin istri\nCP Mas Tegar 0819-0000-8503",
   "created_at": "Tue Jan 20 16:05:05 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1726",
   "full_text": "👍",
   "created_at": "Wed Jan 21 08:46:12 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1727",
   "full_text": "Mbok yo sing sabar, rejeki wis ana sing ngatur",
   "created_at": "Wed Jan 21 12:05:42 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1728",
   "full_text": "Khutbah Jumat kemarin panjang, saya ringkas buat ibu-ibu yang tidak ikut. Judulnya \"Rezeki yang Halal\". Kata khatib, gaji besar itu seperti kuah bakso: yang kelihatan banyak belum tentu ada baksonya. Kata khatib lagi, hidup ini cuma visa kunjungan, jangan overstay, dan jangan lupa tiket pulangnya sudah dibeli sejak lahir. Di bagian ini bapak-bapak di saf belakang bangun. Lalu beliau minta sumbangan karpet: sudah terkumpul 11 juta, kurang 4, DP-nya sudah masuk toko di Cakra. Doa penutup untuk jamaah umrah kloter Praya yang berangkat Selasa, dan untuk sampi Amaq Nuhi yang hilang dua malam. Sampinya ketemu sebelum amin. Wallahu a'lam.",
   "created_at": "Wed Jan 21 16:43:29 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1729",
   "full_text": "Saya di Taichung sudah empat tahun, kangen pecel",
   "created_at": "Fri Jan 23 06:47:53 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1730",
   "full_text": "Salam Ibu Mardiana. Hami sian PT Angkola Medika Luar (SIP3MI 402/2024), mangido maaf naso sempat manolpon. Berkas anak ni ibu madung lengkap: STR, paspor, SKCK. Employment pass dohot kontrak rumah sakit Penang madung kaluar hari Rabu. Gaji RM3.100 basic, shift 7 jam, 2 ari libur, cuti 14 ari, asuransi. Ijazah na asli ro kembali tu ibu hari on, kurir JNE resi 88120. Anggo adong sungkun-sungkun, ro ma tu Jl. Merdeka 61 Sidimpuan jam 8-16.",
   "created_at": "Fri Jan 23 10:59:23 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1731",
   "full_text": "my cousin works in doha hotel 4 years, two cars now, no drama. the same village, another boy, different agent, came back in 5 weeks with nothing. it's the paper guys, read the paper",
   "created_at": "Fri Jan 23 14:54:48 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1732",
   "full_text": "Yang ulang tahun traktir dong",
   "created_at": "Sat Jan 24 08:51:07 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1733",
   "full_text": "Semangat ya",
   "created_at": "Sun Jan 25 18:15:23 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1734",
   "full_text": "Arapa koq atanya ka engko', be'na atanya ka PT bai. Engko' ghun jual pulsa, banne se abagi lako.",
   "created_at": "Sun Jan 25 18:44:17 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1735",
   "full_text": "CIANJUR — Setelah 14 bulan tanpa kabar, N (31) warga Kecamatan Cibinong akhirnya tiba di rumah orang tuanya, Selasa malam. Kepada wartawan ia menuturkan, paspornya disimpan majikan sejak hari pertama di Sharjah, ponselnya dirampas, dan ia tidur empat jam sehari. \"Dulu dijanjikan cuma urus satu nenek,\" katanya. Kepala Disnakertrans mengatakan N berangkat tanpa tercatat di sistem. Polisi memeriksa seorang perempuan berinisial E yang mengantar korban ke bandara. Penempatan perseorangan untuk pekerjaan rumah tangga ke Timur Tengah hingga kini belum dibuka.",
   "created_at": "Sun Jan 25 20:00:16 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1736",
   "full_text": "Kaq Ecah lekan Madinah:\n\"Ariq, mun araq sak nawarin lalo umrah terus dendek uleq, tolak. Tiang leq te' telu taun, ndeq uah bau sugul lekan gang. Lamun gitaq polisi, tiang jari tembok. Toaq tiang ndeqman te kelawat wah mate. Umrah no ngaji, ndeq ngebok.\"\nKanak-kanak ngaji leq masigit tiang suruq maca surat niki, sekeq-sekeq. Due endekman tamat maca, wah nangis.",
   "created_at": "Mon Jan 26 12:46:46 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1737",
   "full_text": "Foto kemarin mana? kirim sini",
   "created_at": "Tue Jan 27 06:12:54 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1738",
   "full_text": "Ada yg tau tukang urut bayi di daerah Oesapa? Anak beta keseleo sejak tadi malam, nangis terus. Tolong nomor WA ee.",
   "created_at": "Tue Jan 27 10:22:23 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1739",
   "full_text": "Dijual kulkas satu pintu, masih dingin, 700rb nego, daerah Kroya",
   "created_at": "Tue Jan 27 10:48:32 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1740",
   "full_text": "Surat Pembaca: Saya Bukan Korban, Tapi Juga Bukan Pahlawan Devisa\n\nSebelas tahun merawat orang tua di Taichung membuat saya alergi pada dua sebutan. Ketika berangkat saya membayar 17 juta, dipotong lagi sembilan bulan, dan tanda tangan di atas kertas yang tidak saya pahami. Apakah itu penipuan? Menurut brosur, tidak. Apakah itu adil? Menurut saya, juga tidak. Yang tidak pernah ditanyakan orang ialah mengapa PT resmi pun boleh membuat antrean utang sepanjang itu, sedangkan calo di kampung saya cuma minta dua juta dan mukanya kami kenal.\n\nMaka saya geli membaca kampanye \"berangkatlah secara prosedural\" tanpa satu kalimat pun tentang harga prosedur itu. Kalau mau orang lewat pintu depan, jangan pasang karcis di depan pintu.\nSulastri, mantan perawat lansia, Blitar",
   "created_at": "Tue Jan 27 20:25:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1741",
   "full_text": "Bung Edi: ose pung adik su naik kapal di Dobo?\nLusi: su bung. Kontrak nanti katanya di laut\nBung Edi: weee jang bagitu. Tahun 2015 ada orang Burma mati di Benjina tagal bagitu. Kontrak musti baca di darat\nLusi: io bung, beta telpon par dia sakarang",
   "created_at": "Wed Jan 28 05:48:52 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1742",
   "full_text": "Tanya jawab kelas Ausbildung kami\n\nSiapa kalian? PT Jembatan Karsa Muda, SIP3MI 0461/2025, kantor sekaligus kelas di Jl. Taman Siswa 148 Yogyakarta, 0274-379 116.\n\nAusbildung apa saja? Perawat, koki, ahli roti, teknisi listrik. Masa tiga tahun, upah tahun pertama 1.190-1.340 euro bruto, 38-40 jam seminggu, cuti 26-30 hari.\n\nBerapa biayanya? Kursus sampai B1 Rp16.800.000 bisa dicicil sepuluh kali; ujian Goethe Rp3,2 juta dibayar ke Goethe; visa 75 euro ke konsulat. Tidak ada biaya pencarian tempat karena dibayar perusahaan Jerman.\n\nBisa dana talangan? Ada, lewat bank, tapi kami sarankan pikir matang: uang saku azubi pas-pasan.\n\nPasti dapat? Tidak. Dari 64 siswa tahun lalu, 51 mendapat kontrak. Yang belum, boleh mengulang kelas tanpa bayar.\n\nKontraknya? Ausbildungsvertrag ditandatangani di sini, diperiksa kamar dagang setempat, baru visa.\n\nIjazah ditahan? Tidak pernah.",
   "created_at": "Wed Jan 28 07:27:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1743",
   "full_text": "Order 1127\nPak Haji Rusli: Mas spanduk 4x1 jadi jam brp?\nAdmin cetak: jam 3 pak, yg 280gr ya\nPak Haji Rusli: Tulisannya SELAMAT DATANG JAMAAH\nAdmin cetak: siap. Dp 50rb pak, sisanya pas ambil\nPak Haji Rusli: sy kirim lwt dana. Kemarin \"jamaah\" jadi \"jamah\" lho mas 😤\nAdmin cetak: maaf pak hehe free cetak ulang",
   "created_at": "Wed Jan 28 17:32:47 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1744",
   "full_text": "Ya Allah, jagaq semeton tiang si lalo begawean leq dasan dengan, leq Saudi, Malaysia, Taiwan. Mudahan selamet lalo, selamet ulek, bareh kumpul malik leq bale. Al-Fatihah.",
   "created_at": "Wed Jan 28 19:58:02 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1745",
   "full_text": "Kamari di acara Disnaker aya pamuda ti Cugenang nyarios payuneun seueur jalmi: \"Abdi teh dipindahkeun tilu kali, ti Ho Chi Minh mobil wengi, teras leumpang di kebon. Mun rék mulang dipénta 60 juta.\" Sadayana ngajempé. Rengse acara aya ibu-ibu ngarangkul anjeunna bari nangis. Cék abdi mah éta nu paling ngena, sanés pidatona pajabat.",
   "created_at": "Wed Jan 28 21:40:07 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1746",
   "full_text": "Kak, di katering saya Renon masih butuh tukang cuci piring malam. 120rb/malam. Bonus ajak teman 50rb kalo temannya betah sebulan 😁",
   "created_at": "Thu Jan 29 06:47:56 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1747",
   "full_text": "Mau tanya yang paham, potongan 9.622.000 itu memang resmi atau akal-akalan PT? Paman saya bilang dulu zero cost, kok sekarang ada KUR segala. Saya belum ditawari siapa-siapa, cuma mau tahu aturannya sebelum daftar bulan depan.",
   "created_at": "Sun Feb 01 05:04:12 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1748",
   "full_text": "Turut berduka cita, semoga keluarga diberi kekuatan",
   "created_at": "Sun Feb 01 16:31:32 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1749",
   "full_text": "Jahitan kebaya bisa seminggu jadi, monggo",
   "created_at": "Mon Feb 02 05:45:24 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1750",
   "full_text": "Inaq Sri, tiang wah kirim terasi dait beberuk lewat bis, lusa sampe Garut mudahan. Laguq plastikne tebal, bau ne hebat, maaf tetangga pelinggih 😅",
   "created_at": "Mon Feb 02 19:51:25 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1751",
   "full_text": "4 Des CGK–Narita, dijemput kumiai. seragam dibagi besok, CoE & kontrak jgn ditaruh bagasi",
   "created_at": "Tue Feb 03 08:23:18 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1752",
   "full_text": "Jeri: mama, doi su masuk ko?\nMama: su, 3 juta. Lu makan bae-bae ko di kapal?\nJeri: makan ikan tarus mama haha. Dua hari lai sandar Kaohsiung\nMama: gaji dong kasi penuh?\nJeri: penuh, slip ada. Libur ju dapa kalo ombak besar\nMama: puji Tuhan. Jang lupa minum obat e",
   "created_at": "Wed Feb 04 12:58:59 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1753",
   "full_text": "Bikin donat kentang gagal terus, keras kayak batu",
   "created_at": "Wed Feb 04 20:34:41 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1754",
   "full_text": "JOB READY TAIWAN 🇹🇼 Pabrik elektronik, lokasi Hsinchu Gapok NT$ 29.500, lembur rame Syarat: 19-35 th, tinggi bebas, tato nego, eks boleh non boleh Proses 5 minggu terbang, gak pakai nunggu lama Biaya total 58 juta, DP 10 juta dulu buat booking job nya, tanpa DP job saya kasih orang lain ya kak Sisanya potong gaji 9 bulan. Ijazah asli titip di saya sampai potongan lunas Monggo inbox Bunda Yanti 0857-0000-6302 ora serius minggir 🙏",
   "created_at": "Thu Feb 05 20:16:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1755",
   "full_text": "\"mahar 80 juta, ortu dikirimin tiap bulan\" — yang ngomong begini di live kemarin udah dihapus akunnya. rekaman aku simpan ya bukan buat viral, buat penyidik. yang pernah dihubungi dia boleh DM, namamu ga akan aku sebut",
   "created_at": "Fri Feb 06 07:56:14 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1756",
   "full_text": "Ada nang tahu kah, PT nang izinnya sudah dicabut masih kawa bapasang spanduk di pinggir jalan Ahmad Yani? Ulun lihat dua hari ini. Nomor SIP3MInya ulun ketik di web, bapadah kada tardaftar. Ulun guru haja, kada tahu lapor ka mana.",
   "created_at": "Fri Feb 06 10:38:02 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1757",
   "full_text": "Yang ulang tahun traktir dong",
   "created_at": "Sat Feb 07 14:41:04 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1758",
   "full_text": "Hari pertama masuk pabrik, kaki pegal semua",
   "created_at": "Sat Feb 07 15:33:09 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1759",
   "full_text": "Sewa perahu mancing Pulau Rupat: bujang, betine, tue mude boleh. Dua ratus ribu ke lapan ratus ribu ikut trip. Joran pinjam, umpan beli sendiri. Tak pandai berenang? pakai jaket, kami sediekan. Jumaat cuti.",
   "created_at": "Sat Feb 07 15:41:26 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1760",
   "full_text": "Noted",
   "created_at": "Sun Feb 08 11:03:22 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1761",
   "full_text": "dulu abang pun tukang kebun kat Kulai 4 thn, tauke cina tu baik gile, tiap CNY bagi angpau RM500. jangan pukul rata semua",
   "created_at": "Sun Feb 08 19:06:40 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1762",
   "full_text": "Tante saya dulu pengantin pesanan, tahun 88, sekarang punya tiga cucu di Pingtung dan bilang dia beruntung. Teman seangkatannya tidak. Dua-duanya benar. Saya nulis skripsi tentang mereka, butuh narasumber lain.",
   "created_at": "Mon Feb 09 06:24:21 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1763",
   "full_text": "Info beasiswa par ana negeri: Yayasan Lawamena buka bantuan kuliah keperawatan di Makassar, tanggung SPP deng asrama ampat taong, IPK minimal 3. Ini bukan kerja, bukan ikatan dinas, jadi seng usah tanya gaji lai e. Formulir ambil di kantor klasis, bawa rapor, KK, surat keterangan seng mampu. Paling lambat tanggal 20. Orang tua bole iko supaya jelas. Tahun lalu ada tuju ana dari Buano deng Manipa, samua masih kuliah sampe skarang, satu su praktek di rumah saki. Kalo ada yang minta kepeng administrasi, kasi tahu katong lewat nomor yang ada di papan pengumuman, jang diam-diam.",
   "created_at": "Mon Feb 09 21:33:22 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1764",
   "full_text": "Sopir truk Balikpapan, SIM B1, 5jt + premi. Paspor gak perlu wkwk",
   "created_at": "Mon Feb 09 21:58:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1765",
   "full_text": "Diteruskan berkali-kali\nKerja bakti RT 04 hari Minggu jam 6.30 kumpul di pos ronda, bawa cangkul atau sapu. Yang tidak bisa hadir titip gorengan juga boleh 😁",
   "created_at": "Thu Feb 12 12:45:08 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1766",
   "full_text": "pak ustadz maaf ganggu. Ini sy Agung murid dulu. sy kmrn wisuda LPK, kontrak & COE sdh di tangan, visa keluar insyaallah Kamis. tempatnya pabrik bantalan di Aichi, masih cari 8 lg kata pengurus SO nya. biayanya cm kursus 10jt, cicil, sudah lunas (LPK Murakami Kencana, izin SO 2/0931/2022). Ada adik2 santri yg mau coba tgl 7 di halaman kampus, tes fisiknya cuma push up sm lari. mohon doanya ya pak, sy gugup naik pesawat",
   "created_at": "Thu Feb 12 16:12:06 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1767",
   "full_text": "Lingsir wengi nembang asmarandana, tetangga Sunda nyorakan \"naon éta téh Bu\". Ceuk kuring: ieu tembang jaman Majapait. Ceuk maranehna: jiga nini-nini ngalindur. 😂",
   "created_at": "Thu Feb 12 17:57:37 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1768",
   "full_text": "Petik jeruk Kintamani, bukan kerja paksa kok haha, jam 7-15, 110rb/hari, sarapan gratis, boleh berhenti kapan aja, gak ada potongan.",
   "created_at": "Fri Feb 13 14:50:01 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1769",
   "full_text": "kabur aja dulu. ke mana? ke warkop. visa? visa utang. paspor ditahan? iya, KTP gue ditahan rental PS. ada leader? ada, pacar. denda resign? putus",
   "created_at": "Fri Feb 13 18:52:24 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1770",
   "full_text": "Inaq Muli, SIM A side wah jari. 1 jam doang, bayah 120 ribu leq kantor, ndeq kadu calo. Dendek poho jauq KTP asli.",
   "created_at": "Fri Feb 13 22:37:29 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1771",
   "full_text": "BAROKAH CARGO\nDoor to door Saudi – Indonesia\nJeddah • Makkah • Madinah • Riyadh • Dammam\nKardus jumbo 320 SR\n(Jawa-Madura) 350 SR (NTB, Kalsel)\nLaut 60–75 hari / Udara 10 hari\nJemput ke rumah majikan\nboleh bayar setengah dulu\n0566 xxx 218 (Cak Ipul)",
   "created_at": "Fri Feb 13 22:41:29 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1772",
   "full_text": "22 juta itu kotor kak 😅 kontrak 5 th, cek web LPK-SO Tsubaki Arjuno (KEP.2/77/LATTAS/2022)",
   "created_at": "Sat Feb 14 07:29:04 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1773",
   "full_text": "Medikal di Jakarta berapa hari jadinya?",
   "created_at": "Sat Feb 14 17:58:06 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1774",
   "full_text": "hati2 yg hotel merapi itu, temenku bayar seragam, pas dateng satpamnya bilang udah orang ke-9 minggu ini",
   "created_at": "Sun Feb 15 05:08:21 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1775",
   "full_text": "Sisa tiga loyang lai! Bruder kenari, roti kismis, kue bangket. Sapa capat dia dapa. Ambe di rumah, Batu Gajah, sabalong jam 5 sore e",
   "created_at": "Sun Feb 15 12:31:05 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1776",
   "full_text": "L 0 K 3 R   s4ntuy tp s3rius: adm1n 0lshop keb4ya Pasar Sukaw4ti, bls ch4t + p4cking, j4m 9-5, 2jt + b0nus, Minggu l1bur. d4tang lgsg bw lam4ran, tok0 no 14 lt 2",
   "created_at": "Sun Feb 15 13:00:22 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1777",
   "full_text": "KUALANAMU - Petugas Imigrasi menunda keberangkatan tujuh penumpang tujuan Kuala Lumpur yang diduga akan melanjutkan perjalanan ke Phnom Penh. Wawancara menemukan jawaban yang seragam: \"mau jalan-jalan tiga hari\", padahal bagasi mereka berisi pakaian untuk setahun dan rice cooker. Salah satunya, lulusan SMK asal Asahan, mengaku diajari lewat grup Telegram bernama \"Healing Bareng\". Seluruhnya dikembalikan kepada keluarga setelah mendapat penjelasan.",
   "created_at": "Mon Feb 16 14:30:45 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1778",
   "full_text": "indonesian chef wanted in Hamburg 🍜 by a tiny warung, bukan PT bukan agency, aku ownernya. €2.500 brutto, kontrak unbefristet. Spezialitätenkoch: Arbeitsvertrag + ZAV approval + work visa first, bisa 4 bln nunggu jd sabar. kueche@warungsoreluhur.de. flight I pay, kamu bawa cobek sendiri please",
   "created_at": "Tue Feb 17 08:53:49 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1779",
   "full_text": "Selamat pagi semua 🌞 Awali hari dengan senyum, jangan lupa sarapan, semoga dagangan laris dan yang sakit segera sembuh. Aamiin ya rabbal alamin 🤲",
   "created_at": "Tue Feb 17 13:10:12 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1780",
   "full_text": "siapa mau ikut KOREA 🇰🇷 bulan maret?? kerja di ladang, 1 hari dapet 1,3jt an. gausah EPS gausah ujian bahasa, masuknya pake visa grup wisata trus misah dari rombongan di hari kedua. aku sendiri udah 14 bulan aman2 aja asal jangan keliaran sembarangan. biaya all in 48jt udah tiket+visa+tempat, DP 8jt biar namanya didaftarin rombongan. nanti di bandara bilang aja liburan 5 hari, jawabannya aku ajarin satu2. dm atau wa 089500009601 #tkikorea #kerjakorea",
   "created_at": "Tue Feb 17 16:16:15 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1781",
   "full_text": "Bengkel las ulun di Liang Anggang handak manukari tenaga, urang nang kawa las listrik, umur 20–40. 100 ribu sahari plus bansin, umpat makan. Jaga malam jua mun ada. Jangan nang hanyar pindah matan mabuk",
   "created_at": "Tue Feb 17 21:56:25 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1782",
   "full_text": "PAMERAN & BAZAR\nGEREJA SILO\nikan asar  25.000\nnasi kelapa  15.000\ncolo-colo GRATlS\nkupon undian motor\npukul 15.00 WIT s/d abis",
   "created_at": "Wed Feb 18 19:20:09 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1783",
   "full_text": "Videonya lucu banget",
   "created_at": "Fri Feb 20 06:26:47 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1784",
   "full_text": "Oke kak",
   "created_at": "Sat Feb 21 14:36:48 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1785",
   "full_text": "OPEN 📝 hampers 🌙!! isi 🍪🍪 nastar, kaastengel, 🌰 kenari + 🍯 madu 250ml, dikemas 🎁🎀. harga 1️⃣8️⃣5️⃣k aja, COD 📍Sidoarjo kota, luar kota 📦 pakai ekspedisi. close order H-7 ya 🐑🐑 biar gak keteteran. DM/📲 link di bio 🫶",
   "created_at": "Sat Feb 21 19:46:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1786",
   "full_text": "SELONG – Majelis hakim memvonis M (46) enam tahun penjara karena menjodohkan dua perempuan asal Sakra dengan pria di Tiongkok. Dalam dakwaan disebutkan orang tua korban dijanjikan mahar Rp40 juta dan kiriman bulanan. Mahar dibayar separuh. Kiriman tidak pernah ada.",
   "created_at": "Sun Feb 22 05:57:00 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1787",
   "full_text": "Sebanyak 164 calon pekerja migran asal Lombok Timur mengikuti orientasi pra-pemberangkatan di Aula Disnakertrans Selong, Kamis (9/7). Kepala dinas menegaskan seluruh biaya ditanggung ladang dan tidak boleh ada pungutan dari pihak mana pun. \"Kalau ada yang meminta uang terima kasih, sebut namanya,\" ujarnya. Peserta tertawa. Beberapa menunduk.",
   "created_at": "Sun Feb 22 08:23:49 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1788",
   "full_text": "siapa mau ikut KOREA 🇰🇷 bulan maret?? kerja di ladang, 1 hari dapet 1jt an. gausah EPS gausah ujian bahasa, masuknya pake visa grup wisata trus misah dari rombongan di hari kedua. aku sendiri udah setaun lebih aman2 aja asal jangan keliaran sembarangan. biaya all in 55 juta udah tiket+visa+tempat, DP 10jt biar namanya didaftarin rombongan. nanti di bandara bilang aja liburan 5 hari, jawabannya aku ajarin satu2. dm atau wa 089500009601",
   "created_at": "Sun Feb 22 10:14:55 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1789",
   "full_text": "Rapat RT malem Rebbu kol ballu'. Bahasan: lampu jalan pate, ajemma H. Samsul maso' ka langgar, iuran agustusan sapolo ebu. Se ta' dateng eangghep satuju",
   "created_at": "Sun Feb 22 13:22:45 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1790",
   "full_text": "Assalamualaikum warahmatullahi wabarakatuh",
   "created_at": "Sun Feb 22 21:48:13 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1791",
   "full_text": "Obatnya diminum sesudah makan",
   "created_at": "Mon Feb 23 07:05:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1792",
   "full_text": "Semangat ya",
   "created_at": "Mon Feb 23 13:36:36 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1793",
   "full_text": "Resep tinutuan dari oma: labu kuning dulu kase ancor, beras, jagong, ubi, trus gedi deng kangkung paling ujung supaya tetap hijo. Ikan asin roa goreng, dabu-dabu. Jang pake kaldu bubuk, oma bangkit dari kubur nanti. Kalo nda ada gedi, bayam bole mar rasa beda. Garam kase di ujung, jang dari awal supaya labu nda kras. Oma pe rahasia: satu batang sere digeprek, angka sebelum hidang. Anak-anak nda suka sayor mar yang ini dorang abis dua piring, sumpah. Panas-panas, kong makan rame-rame abis kerja bakti Sabtu. Ada yang mo tamba ide?",
   "created_at": "Mon Feb 23 17:45:24 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1794",
   "full_text": "Manugal di Gambut isuk, kurang 6 urang. 90 ribu + sarapan + buras. Kada basi tajak gin kawa, ada nang dipinjamakan. Bila hujan labat, kita guringan haja di pundukan 😆",
   "created_at": "Mon Feb 23 20:36:12 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1795",
   "full_text": "Waalaikumsalam",
   "created_at": "Tue Feb 24 18:25:45 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1796",
   "full_text": "FR Bangkok–Pattaya 6D5N bareng mertua (panjang, maaf)\nHari pertama mendarat di DMK, antre imigrasi 50 menit. Petugas cuma tanya berapa hari dan nginap di mana, saya tunjukkan booking hotel Pratunam, beres. Buat yang sering nanya: WNI bebas visa, tapi siapkan tiket pulang karena kadang diminta. Hari kedua ke Grand Palace, jangan percaya orang di luar yang bilang tutup, itu calo tuk-tuk yang ujung-ujungnya ke toko batu. Hari ketiga naik van ke Pattaya 130 baht. Mertua pijat kaki, terapisnya ibu-ibu ramah, kasih tip 50 baht. Total habis Rp6,9 juta per orang di luar belanja. Kekurangan: makanan halal agak jauh dari hotel. Kalau ulang lagi saya bakal booking lewat aplikasi supaya bisa refund. Ada pertanyaan silakan, saya jawab kalau lagi tidak di pabrik.",
   "created_at": "Tue Feb 24 20:07:43 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1797",
   "full_text": "RSIA di Mataram menerima perawat ruang NICU, 4 orang. D3/Ners, STR aktif, sertifikat resusitasi neonatus diutamakan. Kontrak satu tahun, 40 jam seminggu, tunjangan shift, BPJS Kesehatan dan Ketenagakerjaan. Lamaran via hrd@rsia-mentariampenan.co.id. Jangan tergesa: batas akhir bulan.",
   "created_at": "Wed Feb 25 22:11:14 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1798",
   "full_text": "[Transkrip siaran radio, segmen \"Ruang Tunggu\"]\nPenyiar: Pak Direktur, ketegangan di kawasan Teluk naik lagi. Bagaimana nasib pekerja kita di sana?\nNarasumber: Perwakilan sudah memutakhirkan data. Yang terdaftar mudah kami hubungi. Yang berat justru yang berangkat memakai visa ziarah atau berpindah dari satu negara ke negara lain, karena namanya tidak ada di mana pun.\nPenyiar: Pendengar kami, Ibu Enok dari Purwakarta, bertanya: anaknya di Kuwait lewat sponsor, apakah tetap dibantu?\nNarasumber: Dibantu, Bu. Tidak ada pertanyaan soal prosedural atau tidak ketika orang perlu dievakuasi. Kirimkan nama, foto paspor bila ada, nomor majikan.\nPenyiar: Apakah penempatan dihentikan?\nNarasumber: Untuk jabatan rumah tangga perorangan memang masih dihentikan, sejak dulu. Untuk rumah sakit dan hotel, kami tunda sampai penilaian keamanan selesai.\nPenyiar: Kita jeda dulu dengan satu tembang cianjuran.",
   "created_at": "Thu Feb 26 08:57:20 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1799",
   "full_text": "Yth. Bapak/Ibu orang tua siswa,\nBersama ini LPK Hikari Bina Insani mengumumkan gelombang IV program magang Jepang bidang konstruksi. Tunjangan Rp 14.000.000 per bulan. Peserta menyetor uang jaminan Rp 28.500.000 secara tunai kepada panitia paling lambat tanggal 5 Maret, tidak dapat dikembalikan dengan alasan apa pun, serta menitipkan ijazah asli dan sertifikat tanah sebagai jaminan hingga program selesai. Kontrak ditandatangani setelah tiba di Jepang. Peserta usia 16 tahun dapat disesuaikan dokumennya oleh panitia. Keterangan: Sekretariat, 0878-0000-3707.",
   "created_at": "Fri Feb 27 07:55:58 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1800",
   "full_text": "1sp mau eropa? PT Rtm Ostrowia Kerja, NIB 9120308811, SIP3MI 217/2025 bka 8 seat wldr Gdynia (mag/tig) €1.550, ktrk 24 bln, 40 jm, akm d bntu, vs nas+tkt pgl prsh. ujn di blk lnk tgl 3, gurunya bule sm pnrjmh. bw cv+cert",
   "created_at": "Fri Feb 27 11:09:42 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1801",
   "full_text": "Inaq, tiang ndeq man bau ulek jemaq, tiket kapal Kayangan–Poto Tano telas selapuq, libur maulid. Lemaq julu tiang boyaq malik.",
   "created_at": "Fri Feb 27 22:13:20 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1802",
   "full_text": "Kunci gudang di siapa?",
   "created_at": "Sat Feb 28 17:37:52 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1803",
   "full_text": "Perpanjang paspor di KDEI harus bikin janji dulu ya?",
   "created_at": "Sun Mar 01 07:26:09 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1804",
   "full_text": "Ito, pesta ni si Rugun nunga dipillit tanggal 12 Desember di Sopo Godang. Ulos herbang 3, tumpak sian serikat 50 ribu ganup jabu. Parhobas ikkon ro jam 4 manogot, mangalompa saksang. Unang lupa boan piso tajam 😄",
   "created_at": "Sun Mar 01 10:30:31 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1805",
   "full_text": "Ini CS game beneran ya, bukan yg dadu2 😅: studio game Pixel Bebek Mataram nyari 2 customer support, balesin email pemain anak2 yg lupa password. 2,3jt, senin jumat, jm 9-5, WFO di ruko Pagutan lt 2. tes ngetik. BPJS. bawa cv + ketawa",
   "created_at": "Sun Mar 01 11:56:21 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1806",
   "full_text": "PT ADIKARSA GEMILANG WIDYA\nSIP3MI? ada di bawah, silakan cek\nFOOD FACTORY CHIAYI, 12 wanita\nNT$ 29.500, OT rata2 46 jam\n>> hitung: bisa 38.000-an kalau rame\nMes potong NT$ 2.500\nInterview user: 10 Des, hadir langsung\nSetelah 10 Des tetap terima CV utk\norder berikutnya\nPT Adikarsa Gemilang Widya\nSIP3MI 0659/2023\nID SIP2MI 5120/AGW/2026",
   "created_at": "Sun Mar 01 15:30:20 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1807",
   "full_text": "Sen setengah juta, kerja tahun mbuesa! ula lupa cimpa",
   "created_at": "Mon Mar 02 15:05:41 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1808",
   "full_text": "ᴛᴇʀɪᴍᴀ ᴘᴇꜱᴀɴᴀɴ ʜᴀᴍᴘᴇʀꜱ ʟᴇʙᴀʀᴀɴ 🧺 mulai 45k, ᴅᴘ 50% biar ga php yaa, pengiriman area Pringsewu ᴏɴʟʏ",
   "created_at": "Mon Mar 02 20:12:07 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1809",
   "full_text": "⚓ BUTUH CEPAT ABK KAPAL PURSE SEINE ⚓\nBendera Fiji, joint di Suva\nGaji $450/bulan, uang pegangan 1 juta sebelum naik\nBuku pelaut + BST kami bantu \"uruskan\" 3 hari jadi, tidak punya pengalaman nol pun jalan\nKontrak 3 th, dibaca di atas kapal saja biar tidak kelamaan\nKalau turun sebelum habis kontrak, jaminan $800 hangus dan tiket bayar sendiri\nMess Pemalang sudah siap, datang bawa KTP, KK, ijazah asli\nCP Mas Tegar 0819-0000-8503",
   "created_at": "Tue Mar 03 10:16:55 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1810",
   "full_text": "Ners Tiwi, offer dari RS Singapura: enrolled nurse S$2.480, shift allowance terpisah, housing S$300 kalau tidak ambil asrama. S Pass in-principle approval dan kontrak sudah terlampir. Tidak ada biaya agen; SNB exam fee dibayar sendiri S$150. nursing.recruit@mountcedarhospital.sg",
   "created_at": "Wed Mar 04 18:02:03 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1811",
   "full_text": "YTH. BAPAK/IBU ORANG TUA SISWA,\nBersama ini LPK Sakura Bina Insani Mandiri mengumumkan gelombang IV program magang Jepang bidang pertanian. Tunjangan Rp 14.000.000 per bulan. Peserta menyetor uang jaminan Rp 35.000.000 secara tunai kepada panitia paling lambat tanggal 5 Maret, tidak dapat dikembalikan dengan alasan apa pun, serta menitipkan ijazah asli dan sertifikat tanah sebagai jaminan hingga program selesai. Kontrak ditandatangani setelah tiba di Jepang. Peserta usia 16 tahun dapat disesuaikan dokumennya oleh panitia. Keterangan: Bapak Wiryo, 0878-0000-3708.",
   "created_at": "Wed Mar 04 19:09:01 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1812",
   "full_text": "Kakaqku pituq taun leq Taif. Kiriman siqne jari bale, jari sampi, jari sekolahku. Nengke iye ulek, kanakne ndeq kenal inaqne. \"Sai no, Biq?\" uni kanakne. Bale solah, laguk berugaq sepi. Ndeq araq guru sak bau ngajarin cara menjawab no.",
   "created_at": "Wed Mar 04 21:36:58 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1813",
   "full_text": "Info dari teman ya.\nYth. Bapak/Ibu orang tua siswa,\nBersama ini LPK Sakura Bina Insani mengumumkan gelombang IV program magang Jepang bidang pertanian. Tunjangan 110.000 yen per bulan. Peserta menyetor uang jaminan 40 juta rupiah secara tunai kepada panitia paling lambat tanggal 28 Februari, tidak dapat dikembalikan dengan alasan apa pun, serta menitipkan ijazah asli dan sertifikat tanah sebagai jaminan hingga program selesai. Kontrak ditandatangani setelah tiba di Jepang. Peserta usia 16 tahun dapat disesuaikan dokumennya oleh panitia. Keterangan: Sekretariat, 0878-0000-3708.",
   "created_at": "Fri Mar 06 07:16:38 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1814",
   "full_text": "GO AUSBlLDUNG 2027\npflege – bäcker – hotelfach\nB1 wajib / tdk ada jalan pintas\nUang saku €1.150 - 1.340 / bln\nKursus 11 jt | ujian 3,2 jt | visa 1,4 jt\nAusbildungsvertrag dulu, baru visa kerja\nPT ANGGREK JERMAN UTAMA SlP3Ml 122/2025\nkontakt@anggrekjerman.example",
   "created_at": "Fri Mar 06 07:20:38 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1815",
   "full_text": "Hari Minggu libur ke Victoria, ketemu teman-teman",
   "created_at": "Fri Mar 06 09:01:37 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1816",
   "full_text": "Orang Ambon kalo su minum kopi di Joas, dong pung masalah dunia samua putus di situ. Soal bola, soal gubernur, soal gaji honorer. Pulang rumah, bini tanya beras, dong diam 🤭",
   "created_at": "Fri Mar 06 11:13:55 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1817",
   "full_text": "Rapat wali murid diundur jadi Sabtu jam 9",
   "created_at": "Fri Mar 06 18:36:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1818",
   "full_text": "(1/9) Gue Fajar bukan nama asli. Thread 46 hari gue di Sihanoukville, ditulis biar kalian gak nanya lewat DM satu-satu.\n(2/9) Iklannya: \"operator data, SMA, gaji 13 juta, makan 3x, tiket kantor\". Gue kira hoki.\n(3/9) Disuruh hafal: liburan 4 hari, hotel ini, pacar nunggu. Di counter gue ditanya nama pacar. Gue jawab nama kucing gue.\n(4/9) Sampe sana paspor dikumpul \"buat registrasi\". Registrasi ke brankas maksudnya.\n(5/9) Kerjanya jadi \"Amelia, 26, janda, trader\". Gue, kumisan, jadi Amelia. 15 jam sehari.\n(6/9) Ada om di Kediri jual sapi gara-gara Amelia. Gue muntah di toilet.\n(7/9) Minta pulang = 3.500 dolar atau cari pengganti dua orang. Gue gak cari. Temen gue cari. Dua-duanya tetangga dia.\n(8/9) Keluarnya gimana? Razia, lompat lantai 2, KBRI, tiga minggu tidur di lantai.\n(9/9) Om di Kediri, kalo baca ini, gue minta maaf. Amelia gak pernah ada.",
   "created_at": "Fri Mar 06 21:53:19 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1819",
   "full_text": "umroh kerja overstay kerja razia pulang umroh kerja. siklus air di buku IPA ada gambarnya, siklus yang ini ndarak",
   "created_at": "Fri Mar 06 22:33:59 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1820",
   "full_text": "Turut berduka cita, semoga keluarga diberi kekuatan",
   "created_at": "Sat Mar 07 06:15:35 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1821",
   "full_text": "J U A L koper 24 inch bekas kerja Saudi, roda mulus, 250rb, COD Cirebon",
   "created_at": "Sat Mar 07 09:30:18 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1822",
   "full_text": "Salam semua, resort kami di Pulau Abang Batam perlukan dua orang yang fasih bahasa Melayu dan Inggris untuk jaga kaunter sebab tetamu ramai dari Johor. Gaji 4,8 juta rupiah, mess ada. Datang temuduga hari Jumaat di pejabat Nagoya, tanya Cik Rini. Bawa resume, tak payah bawa duit 🙂",
   "created_at": "Sat Mar 07 11:00:09 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1823",
   "full_text": "Sewa motor Langkawi, Beat RM35 sehari, NMAX RM80. Tak pegang passport customer, tak pegang IC. Ambik gambar lesen je. Deposit RM50 pulang balik masa hantar motor.",
   "created_at": "Sun Mar 08 09:27:20 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1824",
   "full_text": "[20.14] Bapak: Nduk, sido muleh kapan? Bapak wis tuku iwak lele\n[20.15] Nduk: Sabtu pak, numpak travel, isih nunggu gaji cair\n[20.15] Nduk: cuti mung 3 dino tapi\n[20.16] Bapak: Yo rapopo. Kerjo kuwi sing ati2. Ojo lali sarapan. Adikmu njaluk sepatu futsal nomer 40\n[20.21] Nduk: siap ndan 😄",
   "created_at": "Sun Mar 08 12:10:02 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1825",
   "full_text": "siapa mau ikut korsel bulan depan?? kerja di ladang, 1 hari dapet 1jt an. gausah EPS gausah ujian bahasa, masuknya pake C-3 wisata trus dijemput bos ladang. aku sendiri udah 14 bulan aman2 aja asal jangan keliaran malem. biaya all in 48jt udah tiket+visa+tempat, DP 8jt biar namanya didaftarin rombongan. nanti di bandara bilang aja liburan 5 hari, jawabannya aku ajarin satu2. dm atau wa 089500009601 #tkikorea #kerjakorea",
   "created_at": "Sun Mar 08 12:14:24 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1826",
   "full_text": "Catatan telepon masuk 09.20. Pelapor: kakaq korban, alamat Keruak. Bahasa Sasak. \"Adiq tiang wah due taun leq Suriah. Juluk janjine jari tukang masak leq Turki. Gajine ndeq uah te beng. Nyonyene jauq paspor. Tiang mele ie uleq, laguq agen muni bayah US$7.000.\" Adik berangkat tahun 2023 lewat Jakarta. Belum pernah lapor. Diteruskan ke Kemlu dan BP3MI NTB. Tolong jangan telepon ke nomor adik pada malam hari.",
   "created_at": "Mon Mar 09 16:42:55 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1827",
   "full_text": "(rekapan jaga malam, dibacakan di rapat Senin)\n22.10 Penelepon menanyakan apakah paspor yang tahun lahirnya beda dua tahun bisa dibetulkan. Dirujuk ke kantor imigrasi.\n22.47 Penelepon marah karena harga cabai, salah sambung.\n23.30 Seorang ibu mencari anaknya yang tahun 2019 berangkat lewat Tanjung Balai Karimun. Sudah lapor polisi, surat nomor sekian. Minta diumumkan. Kami umumkan.\n00.15 Laki-laki mabuk mengaku pegawai kementerian, minta lagu dangdut.\n01.05 Hening. Hujan. Kopi habis.",
   "created_at": "Mon Mar 09 20:26:48 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1828",
   "full_text": "POLRES BELU: Waspada bujuk rayu kerja ladang Malaysia lewat jalur darat/laut gelap. Nyawa taruhannya. Lapor 110 atau Satgas TPPO terdekat.",
   "created_at": "Tue Mar 10 11:40:11 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1829",
   "full_text": "Nyareh oreng se bisa abhento ajuwal sate e Gresik, dhu' oreng lake'. Gaji 70 saare, ngakan ben tedhung e bengko. Muleh ka Madura dhu' bulan sakalean ongkos deri engko'. Mon terro hubungi Cak Mat 0878 5106 2249",
   "created_at": "Wed Mar 11 15:21:10 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1830",
   "full_text": "Informasi dari Kelompok Nelayan Mina Jaya, Palabuhanratu. KM Sinar Ujunggenteng (pancing rawai, pemilik Haji Uban, di dermaga dua) menerima enam orang buat trip seminggu-seminggu. Bagi hasil separuh setelah solar dan es, makan dari kapal, rokok beli sendiri. Kalau cuaca jelek tidak dipaksa jalan. Yang baru pertama melaut boleh ikut satu trip coba dulu, kalau mabuk parah diantar pulang tanpa utang. Umur 18 ke atas ada KTP, asuransi nelayan kartunya diurus bareng. Kasbon buat dapur boleh maksimal 500 dan dicatat di buku kelompok. Ketemu Mang Ade di TPI habis subuh.",
   "created_at": "Thu Mar 12 07:36:21 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1831",
   "full_text": "kam stop komen \"enak to temani tamu\" itu. Sa pu ade perempuan pernah kena macam itu di Timika, dong bilang pelayan restoran baru sampai sana lain cerita",
   "created_at": "Thu Mar 12 16:07:37 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1832",
   "full_text": "Teman saya pernah kena, uangnya tidak kembali",
   "created_at": "Fri Mar 13 05:44:00 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1833",
   "full_text": "Lembur hari Sabtu sukarela, daftar ke HRD",
   "created_at": "Fri Mar 13 09:18:15 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1834",
   "full_text": "Perpanjang paspor di KDEI harus bikin janji dulu ya?",
   "created_at": "Fri Mar 13 10:30:21 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1835",
   "full_text": "Ambon — Sebanyak 38 awak kapal pengangkut ikan mengadu ke dinas karena upah tujuh bulan belum dibayar. Pemilik kapal berjanji membayar setelah hasil lelang ikan cair. Pengawas ketenagakerjaan memberi waktu empat belas hari.",
   "created_at": "Fri Mar 13 17:20:15 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1836",
   "full_text": "Mbak, tanteku nikah sama orang Xiamen, resmi di Capil, kenalnya dari gereja, mahar emas 10 gram, gak ada mak comblang. Tapi orang kampung tetap bisik-bisik \"dijual 40 juta\". Gimana cara jelasin ke tetangga kalau itu nikah biasa?",
   "created_at": "Fri Mar 13 17:33:27 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1837",
   "full_text": "Halo Teh Lilis, ini Kezia yang kemarin telepon. Ibu saya (78) pakai kursi roda, tinggal di Kelapa Gading. Tugasnya cuma menemani, mandi, makan, antar fisioterapi dengan sopir. Gaji 3,2 juta, libur dua hari sebulan plus lebaran, BPJS kesehatan kami daftarkan. Boleh datang dulu tiga hari, cocok atau tidak tetap saya bayar harian. KTP cukup diperlihatkan ya.",
   "created_at": "Sat Mar 14 05:32:35 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1838",
   "full_text": "PELNI tolong dong, web error mulu pas milih slot kabin, duit udah kepotong tiket ga terbit. CS nyuruh sabar 1x24 jam padahal kapal besok malem",
   "created_at": "Sat Mar 14 11:45:49 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1839",
   "full_text": "Selamat pagi semua 🌞 Awali hari dengan senyum, jangan lupa sarapan, semoga dagangan laris dan yang sakit segera sembuh. Aamiin ya rabbal alamin 🤲",
   "created_at": "Sat Mar 14 22:30:04 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1840",
   "full_text": "Weh macetnya Pettarani ampun deh. Bosku bilang kenapako terlambat kerja, kubilang tabrak meki saja tol layang itu 😭",
   "created_at": "Mon Mar 16 12:39:11 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1841",
   "full_text": "Ada yang sudah ujian EPS tahun ini? susah gak?",
   "created_at": "Mon Mar 16 15:38:13 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1842",
   "full_text": "jangan bilang siapa2 ya gue mau ngasih surprise ke bini, tiket ke Johor udah di tangan, dia taunya cuma ke Batam 🤫",
   "created_at": "Mon Mar 16 22:17:32 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1843",
   "full_text": "Kak, ini pertanyaan umum dari posko mudik. Kalau ada penumpang bus bilang \"besok langsung kerja di Malaysia, kerja apa belum tahu\", kami kernet boleh lapor ke mana? Kami tak mau asal tuduh, kadang orang cuma mau melancong.",
   "created_at": "Tue Mar 17 12:38:32 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1844",
   "full_text": "Bere, sadia arga karet i pasar Siabu? Nangkin 9.800 sakilo, potang turun tu 9.300. Anggo ncogot naek, kutimbang.",
   "created_at": "Wed Mar 18 05:09:08 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1845",
   "full_text": "kk bole g aku rep0st f4n4rt nya d4n kasi kred1t? aq seLL sticker jg tp n0t f0r pr0fit,, hasil nya buat donasi kucing lian9 di d3pan sekolah :(( g dib0lehin jg gpp ko maapin aQ yhh",
   "created_at": "Wed Mar 18 20:41:35 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1846",
   "full_text": "BURUANNN SISA 3 SEAT!! 🚌🚌 Rombongan ziarah Wali Limo, Jumat depan, start Perak. 185rb sudah makan 3x. Siapa ngajak 10 jamaah GRATIS 1 kursi 😍 bayar DP 50rb ke Bu Haji Muslimah. telat ditinggal, gak boleh ngambek",
   "created_at": "Thu Mar 19 11:34:26 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1847",
   "full_text": "Anak nona di sebelah rumah pi Medan jaga anak, 4 bulan sonde dengar kabar. Nomor majikan mati. Yayasan bilang \"peraturan, HP disimpan\". Peraturan model apa itu? Beta bantu mama bikin laporan di polsek tadi siang. Yang punya sodara di Medan Helvetia tolong bantu cek.",
   "created_at": "Thu Mar 19 15:01:56 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1848",
   "full_text": "Nia' grup \"Loker Maldives Sulsel\" 3.400 anggota. Admin-na anonim, tidak mau tunjukkan muka. Kemarin kutanya nama PT, langsung dikeluarkan ka 🤣. Tapi temanku yang kirim lewat PT-nya jalan juga di sini sekarang, kerja buffet. Jadi PT-nya yang dicari, bukan grupna.",
   "created_at": "Thu Mar 19 18:52:36 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1849",
   "full_text": "Arisan bulan depan di rumah Mbak Sum",
   "created_at": "Thu Mar 19 22:54:48 +0000 2026"
  }
 }
]