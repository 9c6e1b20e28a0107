window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "1700",
   "full_text": "Enggo setahun anakku i Ibaraki, erdahin i kandang manuk. Nina: \"Bapa, musim bergeh enda mesunah kal tanganku, tapi gaji enggo kukirimken lima juta.\" La aku ngasup ngaloi, kucium ngenca hp e. Man kerina nande-bapa si lit anakna i luar negeri, totoken saja lah sidekah kita tading i kuta. Sen banci idarami, kesehaten la banci itukur.",
   "created_at": "Mon Jan 05 17:55:52 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1701",
   "full_text": "DUMAI - Tim gabungan menggagalkan keberangkatan 19 calon pekerja migran nonprosedural dari sebuah rumah kosong di Medang Kampai, Sabtu malam. Para calon pekerja, sebagian asal Mandailing Natal dan Solok, mengaku telah menyetor antara Rp4 juta dan Rp7 juta kepada seorang pria berinisial JN. \"Mereka dijanjikan menyeberang malam hari dan bekerja di kebun sayur,\" kata Kasat Polairud. JN dijerat UU 18/2017 dengan ancaman sepuluh tahun. Seluruhnya diserahkan ke BP3MI Riau untuk dipulangkan.",
   "created_at": "Mon Jan 05 20:27:22 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1702",
   "full_text": "Beta mau carita sadiki, biar ade-ade dong baca. Dolo beta umur lima blas, ada om yang datang rumah, kasi mama doi siri pinang lima ratus, bilang beta nanti jaga toko di Medan. Surat samua dia yang ator, umur beta jadi dua pulu satu. Sampe sana beta sonde jaga toko, beta cabut bulu walet dari pagi sampe tenga malam, pintu dong kunci. Dua taun beta sonde pegang gaji. Beta bisa pulang te ada suster yang tolong.\n\nSakarang beta pung umur su dua tujuh, beta karja di koperasi, ana satu. Jadi kalau ada orang datang bawa oko mama malam-malam, tanya dolo: PT apa, surat tugas mana, kanapa musti diam-diam. Jang malu lapor. Itu sa, makasi su baca.",
   "created_at": "Mon Jan 05 20:37:43 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1703",
   "full_text": "Info dari BP3MI: konsultasi gratis kerja ke luar negeri setiap Selasa dan Kamis pukul 9-12 di kantor. Bawa KTP. Daftar antrean di loket, tidak ada biaya apa pun. Tolong diteruskan ke grup keluarga.",
   "created_at": "Mon Jan 05 21:35:00 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1704",
   "full_text": "Hatur nuhun ka sadaya nu tos nyumbang kanggo operasi ginjal Pa Mamat, RSHS kamari. Donorna Kang Yayan, rayina sorangan, teu dibayar sasen ogé, dokter ogé mariksa heula supaya yakin ihlas. Dana kakumpul 18.640.000, kapake 11,2 jt keur ongkos, kos, sareng obat nu teu ditanggung BPJS. Sésana dibikeun ka Bi Enok sabab anjeunna nu ngasuh barudak salami Pa Mamat dirawat. Laporan lengkepna ditempel di pos. Nu kamari titip amplop tanpa nami, mugi diwaler ku Gusti Alloh. Pa Mamat ayeuna tos tiasa nyarios, kahiji anu dipénta: kurupuk. Dokter nyarios \"nanti dulu ya Pak\", anjeunna ngambek dua jam.",
   "created_at": "Tue Jan 06 05:43:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1705",
   "full_text": "AKUN FB \"Dinas Sosial Lotim Peduli 🙏\" itu PALSU ya gaes, minta data KTP buat bansos. Udah admin kick 3x balik lagi pake foto pak bupati. Beli gas jgn lewat dia juga 🤣 Hari ini terakhir admin ngingetin, besok2 diem aja",
   "created_at": "Tue Jan 06 18:58:54 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1706",
   "full_text": "Visa application rejected because my photo \"shows teeth\". sir this is my face",
   "created_at": "Wed Jan 07 18:23:32 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1707",
   "full_text": "Dijual kulkas satu pintu, masih dingin, 700rb nego, daerah Kroya",
   "created_at": "Thu Jan 08 12:19:49 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1708",
   "full_text": "Mas, jadwal kapal Batam-Singapur yg reguler: 06.00, 07.20, 08.40. Tiketnya 420rb PP. Kami sekeluarga memang mau liburan 4 hari, jadi nanti di imigrasi jawab saja sesuai kenyataan. Oma jangan bawa rendang kuah, dulu disita. Titip panadol. Hotelnya Lavender, yang bau kare.",
   "created_at": "Thu Jan 08 16:21:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1709",
   "full_text": "Assalamualaikum warahmatullahi wabarakatuh",
   "created_at": "Fri Jan 09 06:51:40 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1710",
   "full_text": "beach club baru di Pangandaran hiring 🌴 waitress/er, no exp, cakep itu bonus bkn syarat!! seragam celana pjg kok. 2,2jt + service 5%, off 1 hr, BPJS, kontrak 6 bln. tidak ada yg namanya nemenin tamu. walk in jumat jam 2",
   "created_at": "Fri Jan 09 16:29:46 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1711",
   "full_text": "DlBUTUHKAN\nKANCA ALAKO\nDEPOT \"MBUK RAPIAH\"\nJL. BRATANG\n- massa' : 1 oreng\n- lade'en : 2 oreng\nUMUR 18 - 35\nKOL 8 - KOL 5, SENIN PREl\nGAJI 2,3 JT + NGAKAN\nngoca' ka kasir bai\nja' nelpon, burek",
   "created_at": "Sat Jan 10 20:13:47 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1712",
   "full_text": "Aja' ta macawé ri tau makkedaé \"tenri wajaa', madécéng gajié\". Maéga mi sappisengku lisu dé'na gaga aga-aganna. Hati2 ki semua.",
   "created_at": "Sat Jan 10 20:45:13 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1713",
   "full_text": "ＵＭＲＡＨ　ＳＹＡＷＡＬ　１２　ＨＡＲＩ 🕋 Rp 3️⃣1️⃣,5️⃣ jt quad, hotel bintang 4 jalan kaki 300 m, maskapai langsung, sudah termasuk visa umrah, handling, perlengkapan & air zamzam 5 L. PPIU terdaftar Kemenag, seat tersisa 9 pax, DP 5 juta amankan kursi. Manasik 2x di masjid Al-Barkah. Tanya² dulu boleh ke Ummu Zahra, gak ditagih kok 😊",
   "created_at": "Sun Jan 11 09:08:40 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1714",
   "full_text": "kien tah gratis temenan apa \"gratis\" sing mengko dipotong? reang wis kapok karo tembung gratis lur, rayat reang ngalami dewek",
   "created_at": "Sun Jan 11 18:15:13 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1715",
   "full_text": "BREBES - Puluhan warga tiga kecamatan mendatangi rumah seorang pria berinisial S, Senin (16/11), menagih uang yang telah mereka setor untuk bekerja di kebun buah Australia. Sebagian mengaku menggadaikan sertifikat tanah hingga Rp60 juta. \"Katanya tinggal tunggu job order, ternyata email dari kedutaan itu palsu,\" kata seorang warga. Kepala Dinas Tenaga Kerja setempat menyatakan belum ada penempatan sektor itu dan mengimbau warga mengecek setiap tawaran ke kantor dinas. Polisi masih memeriksa tujuh saksi.",
   "created_at": "Mon Jan 12 15:27:51 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1716",
   "full_text": "sapa se ngebe palang pinto langgar? lagghu' bada akad nikah, ta' bisa ebukka'",
   "created_at": "Tue Jan 13 09:56:17 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1717",
   "full_text": "Kang, domba nu di tukang tos dongkap dua, nu bikang sakit suku. Mantri saur téh kedah disuntik enjing. Artosna candak heula tina laci, engké digentosan saatos ngajual bako.",
   "created_at": "Wed Jan 14 10:42:50 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1718",
   "full_text": "Long post, sorry. I grew up in JB with a kakak from Kendal, and today I'm the one who hires. So when our agency in Katong told me \"don't give handphone first 3 months, passport you keep in safe, day off start only second year\", I asked them balik, eh, you ni agency ke penjara? The girl at the counter laughed, she thought I was joking. Tak. I crossed out three lines in the service agreement, sign short kat tepi. MOM website dah tulis, passport belongs to worker, one rest day a month can't be bought out. Kakak Sum yang jaga aku dulu takde semua tu. Dia tidur dekat dapur, cuti raya sahaja, surat mak dia sampai dua bulan lambat. Aku kecik lagi masa tu, aku ingat semua orang memang suka tidur dekat dapur. Anyway, our helper starts on 1 Dec. Her room ada tingkap. Itu je aku nak cakap. Kalau ada yang nak cakap aku \"spoil market\", cakaplah, I don't care 🙃",
   "created_at": "Wed Jan 14 17:14:18 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1719",
   "full_text": "Konser di stadion jadi gak sih?",
   "created_at": "Wed Jan 14 20:22:10 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1720",
   "full_text": "Ujian JLPT N4 Desember: jangan lupa bawa pensil 2B, jam analog, KTP asli. Yang telat lewat jam 12.40 gak boleh masuk biarpun nangis. Kelas tryout gratis Sabtu, zoom, sensei Wahyu. Ganbatte!",
   "created_at": "Thu Jan 15 16:34:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1721",
   "full_text": "Visa ziarah. Uang fit. Majikan baik. Cepet terbang. — empat kebohongan, satu peti.",
   "created_at": "Thu Jan 15 17:28:35 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1722",
   "full_text": "Jare wong biyen: \"aja nyebrang kali yen durung weruh jerone.\" Jare sponsor: \"nyebranga wae, mengko tak gendhong.\" Bareng tekan tengah, dijaluki ongkos gendhong.",
   "created_at": "Thu Jan 15 21:00:29 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1723",
   "full_text": "POV: budhemu mulih seko Hongkong gowo koper loro isine sabun kabeh. Aku njaluk hape, oleh odol. Matur nuwun lho budhe 😂",
   "created_at": "Fri Jan 16 13:25:56 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1724",
   "full_text": "kerrong ka Klang, tape lebbi kerrong ka roma",
   "created_at": "Sat Jan 17 06:49:35 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1725",
   "full_text": "Gadai BPKB motor tahun 2016 ke atas cair sehari, BPKB disimpan di brankas, unit tetap Anda pakai. Bunga 1,9% per bulan flat. Bawa STNK, KTP, KK. Kantor gadai Sumber Lancar, terdaftar OJK, depan Pasar Gede, tutup jam 4 sore.",
   "created_at": "Sat Jan 17 13:40:28 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1726",
   "full_text": "Sari: kak hasil triple win batch ini keluar kapan\nKak Noni: kamis sore di web, jgn refresh tiap menit 😂\nSari: yg interview kmrn employer nya ramah, dari rs Kassel\nKak Noni: iya interview resmi bareng ZAV, pertanyaannya aman\nKak Noni: nomor pengumumannya PENG.907/04.04/PP.02.04/VIII/2026 simpen buat cek\nSari: masih boleh daftar ga temenku? D3, 2 th di ICU\nKak Noni: gelombang dua dibuka 10 Jan. kursus sampe B1 dibayarin, uang saku ada. suruh siapin STR",
   "created_at": "Sat Jan 17 17:18:51 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1727",
   "full_text": "Denda mundur itu sah tidak menurut UU? Di kontrak kakak saya tahun 2019 tertulis Rp15 juta. Sudah selesai urusannya, saya bertanya karena sedang menulis skripsi tentang klausul penalti pada perjanjian penempatan.",
   "created_at": "Sat Jan 17 19:55:27 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1728",
   "full_text": "Ｂｕｔｕｈ  Ｄｅｓａｉｎｅｒ  Ｆｒｅｅｌａｎｃｅ 🎨 bikin 20 feed jualan keripik, 600rb borongan, bayar dua tahap: separo di awal separo kelar. portofolio canva boleh",
   "created_at": "Sat Jan 17 20:50:48 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1729",
   "full_text": "Saya pulang tanggal 18, ada yang bareng dari Surabaya?",
   "created_at": "Mon Jan 19 18:50:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1730",
   "full_text": "Assalamualaikum warahmatullahi wabarakatuh",
   "created_at": "Tue Jan 20 10:44:04 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1731",
   "full_text": "LOWONGAN OPERATOR JAHIT – PT Serayu Benang Sejati, Kalimanah\nUpah UMK Purbalingga, dibayar tiap tanggal 1\nPotongan yang ada hanya BPJS Kesehatan 1% dan Ketenagakerjaan 3%, tertulis di slip. Tidak ada potongan seragam, tidak ada potongan calo.\nSenin–Jumat 07.30–16.00, Sabtu setengah hari, lembur sukarela, cuti 12 hari\nLamaran ke pos satpam, atau hrd@serayubenang.co.id",
   "created_at": "Tue Jan 20 19:10:20 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1732",
   "full_text": "Peryogi admin online kanggo toko kaos kaki di Bandung kidul (Kopo). Istri/pameget, tiasa Canva saeutik, tiasa ngabales chat Shopee kalayan soméah. Tabuh 8 dugi ka 4 sonten, Minggu pere. Gajih 2,9 juta + artos dahar. Sumping langsung ka gudang Jl. Sukamenak, candak lamaran. Teu aya biaya naon-naon, mangga 🙏",
   "created_at": "Wed Jan 21 10:22:45 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1733",
   "full_text": "Info arisan RT 07: mundur di tengah jalan denda 200 ribu, ganti nama orang lain boleh. Kocokan Minggu habis senam. Yang belum setor: Bu Tin, Bu Har, saya sendiri 🙈",
   "created_at": "Wed Jan 21 13:00:55 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1734",
   "full_text": "Kirim paket ke Indonesia lewat mana yang murah ya?",
   "created_at": "Wed Jan 21 22:55:48 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1735",
   "full_text": "Velidhu Coral Resort is back in Singaraja 🌊 Roadshow 3 Feb, 09.00, hall of SMKN hospitality campus. Roles: commis, F&B attendant, spa therapist w/ certificate. USD 500 basic + service charge avg 450 (last 12 months posted on the wall). Lunch provided, no payment, bring CV + vaccination card. Processed by PT Atol Biru Mandaluyu, SIP3MI 703/2023. Employment approval and signed contract before any ticket. Hotel pays work permit, flights and medical.",
   "created_at": "Fri Jan 23 11:29:38 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1736",
   "full_text": "temen SMP gue update LinkedIn: \"Customer Success Specialist, Sihanoukville, on-site\". on-site apaan pak, on-terali",
   "created_at": "Fri Jan 23 22:32:53 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1737",
   "full_text": "J​u​4​l b1bit k4mb0ja fosil (adenium) sama k4mb0ja Bali, akar udah gendut, bunga tumpuk merah 🌸. Harga mulai 25rb, yg tua 350rb nego. Kenapa pake angka? soalnya tulis polos suka kena hapus fesbuk dikira jual orang 😭😭 padahal jual KEMBANG",
   "created_at": "Sat Jan 24 19:09:12 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1738",
   "full_text": "Beta lia iklan dong tulis \"seng perlu ijazah, gaji dua puluh juta\". Sio mama, beta yang sarjana ni saja gaji dua setengah. Par apa orang masih parcaya lai?",
   "created_at": "Sun Jan 25 06:08:45 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1739",
   "full_text": "Teman saya pernah kena, uangnya tidak kembali",
   "created_at": "Tue Jan 27 17:46:38 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1740",
   "full_text": "kerja 12 jam. gaji UMR.",
   "created_at": "Tue Jan 27 19:57:14 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1741",
   "full_text": "Panen bawang merah di Belo ai Rabu, ngupa dou siwe 20. Upah 70 ribu, ngaha ra kahawa sadia. Mai kese, ana to'i aina mai karawi, loa mai ngaha mpa 😄",
   "created_at": "Tue Jan 27 21:02:06 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1742",
   "full_text": "Guru BKK: Alumni NKPI, tolong dibaca pelan-pelan. Ada panggilan SSW perikanan dari Kushiro dan Choshi, 9 orang, kapal cumi dan saury. Ini BUKAN kapal jarak jauh, pulang ke darat tiap 1-3 hari.\nGuru BKK: upah ¥215.000 plus bagi hasil, kontrak 12 bulan diperpanjang sampai 5 tahun, asuransi awak kapal\nHeri: pak yg blm punya sertifikat SSW?\nGuru BKK: bisa ikut tes dulu di Semarang 8 Januari. Bayar tes Rp1,3 juta ke Prometric, bukan ke sekolah\nAnton: PT nya pak\nGuru BKK: PT Nelayan Bahtera Jaya, SIP3MI 0358/2023. Orangnya dari dulu kerja sama dgn kita, wawancara di ruang nautika\nHeri: tiket bayar sendiri?\nGuru BKK: koperasi nelayan Jepang yg bayar. Kalian paspor sama medikal saja. Kontrak dan COE keluar dulu, jangan resign sebelum itu\nAnton: siap pak, ada jatah rokok ga di kapal 😂\nGuru BKK: ada ombak jatahnya",
   "created_at": "Tue Jan 27 22:50:45 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1743",
   "full_text": "Mun ada urang manawari gawian lalu bapadah \"jangan bapadah wan siapa-siapa\", \"malam ini jua\", nah itu tandanya lain rajaki nang bujur. Rajaki nang bujur kada takutan didangar tatangga.",
   "created_at": "Wed Jan 28 05:05:36 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1744",
   "full_text": "Ini buat yang suka bilang \"ke Saudi sekarang gampang, tinggal umrah aja gak usah pulang\". Sepupu istri saya begitu tahun 2023, sekarang di rumah penampungan KJRI tidak bisa pulang karena izinnya sudah mati dua tahun. Bayarannya memang ada. Tapi denda overstaynya lebih besar daripada tabungannya. Dan rumah majikannya tidak pernah memberi kontrak. Saya tidak mau berdebat di kolom komen, silakan baca saja.",
   "created_at": "Wed Jan 28 05:12:10 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1745",
   "full_text": "Kelas memandu JPJ D & DA, RM1,650 all in sampai dapat lesen. Takde exam komputer pun kitorang ajar dari kosong, janji IC ada & umur 17. Ansuran 3 kali. Akademi Memandu Sinar Pontian",
   "created_at": "Wed Jan 28 15:15:51 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1746",
   "full_text": "Mas Hari (alumni EPS): wis daftar UBT durung?\nKoko: dereng mas, ditawani wong jalur cepet 60jt\nMas Hari (alumni EPS): lah ojo. Daftare lewat siskop2mi, ujiane EPS-TOPIK. Nggowo paspor asli pas tes, terus digowo mulih maneh\nKoko: bayare pinten?\nMas Hari (alumni EPS): $28 mung biaya ujian, mbayar lewat bank nganggo kode. Pengumumane deloken ning web bp2mi.go.id wae, aku ora iso nguruske, ora ono wong dalem\nKoko: wong sing nawani niku nggih nggawe foto kalih pejabat mas\nMas Hari (alumni EPS): foto iso jaluk sopo wae. Aku biyen 9 wulan sinau Hangul, les karo kanca, gagal pisan, lagi lulus. Nek kesusu malah duite ilang. Mengko minggu tak silihi bukune",
   "created_at": "Wed Jan 28 22:30:06 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1747",
   "full_text": "Suami beta dulu OPP di BP3MI, dapat kartu, dapat tas juga hahaha. Dua tahun kemudian pulang selamat. Kalo dulu dia lewat orang kampung mungkin ceritanya lain.",
   "created_at": "Thu Jan 29 12:31:58 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1748",
   "full_text": "Sapi tetangga beranak dua",
   "created_at": "Fri Jan 30 19:55:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1749",
   "full_text": "Matur dhateng panjenenganipun Bapak Camat. Kula pensiunan carik Desa Kauman ngaturaken seratan punika amargi sampun kaping tiga ing taun punika wonten lare estri ingkang bidhal tanpa serat saking dhusun. Ingkang kapisan dipunjanjeni nyambut damel ing toko, jebul wonten griyanipun tiyang ing Kuwait. Ingkang kaping kalih paspor lan KTP-nipun dipuntahan agen. Ingkang kaping tiga dereng wonten kabaripun dumugi sapunika. Kula nyuwun supados wonten sosialisasi ing saben RT, mboten namung ing pendhapa. Warga ajrih dhateng kantor, nanging mboten ajrih dhateng sponsor ingkang mbekta beras. Mekaten, mugi dados kawigatosan.",
   "created_at": "Fri Jan 30 20:30:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1750",
   "full_text": "kam stop komen \"enak to temani tamu\" itu. Sa pu ade perempuan pernah kena macam itu di Timika, dong bilang pelayan restoran baru sampai sana lain cerita",
   "created_at": "Fri Jan 30 22:55:12 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1751",
   "full_text": "tabo nai naniura ni namboru i 🤤",
   "created_at": "Sun Feb 01 13:48:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1752",
   "full_text": "DANA TALANGAN 0% DP 🔥 berangkat dulu bayar nyicil! LPK-SO Genki Cahaya (KEP.2/409/LATTAS/II/2024), plafon 30jt, 24 bulan, bunga bank, akad notaris",
   "created_at": "Sun Feb 01 20:43:08 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1753",
   "full_text": "Rate hari ini: USD 16.420, AUD 10.690, EUR 18.850. Uang harus mulus, no lipat no coret. Kiosk depan Pasar Seni, open 9–9, bring passport for amounts above 25k USD ya, that's BI rule, not mine.",
   "created_at": "Sun Feb 01 22:34:10 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1754",
   "full_text": "lg nyari host buat live jualan ikan asin wkwk serius, gudang kita di Muara Angke. jam 7 malem-10 malem tiap hari kecuali kamis. 120rb per live + bonus kl laku diatas 100 paket. modal hp disediain. minat komen nanti aku chat satu2 satu",
   "created_at": "Mon Feb 02 10:02:04 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1755",
   "full_text": "Besok saya ke puskesmas, ada yang mau bareng?",
   "created_at": "Mon Feb 02 11:35:40 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1756",
   "full_text": "⚓ BUTUH CEPAT ABK KAPAL PURSE SEINE ⚓\nBendera China, joint di Montevideo\nGaji $500/bulan, uang pegangan Rp 1.500.000 sebelum naik\nBuku pelaut + BST kami bantu \"uruskan\" 3 hari jadi, tidak punya pengalaman nol pun jalan\nKontrak 2 th, dibaca di atas kapal saja 🙏\nKalau turun sebelum habis kontrak, jaminan $800 hangus dan tiket bayar sendiri\nMess Pemalang sudah siap, datang bawa KTP KK surat izin istri\nCP Capt Rojali 0819-0000-8504",
   "created_at": "Mon Feb 02 17:55:10 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1757",
   "full_text": "Selamat pagi semua 🌞 Awali hari dengan senyum, jangan lupa sarapan, semoga dagangan laris dan yang sakit segera sembuh. Aamiin ya rabbal alamin 🤲",
   "created_at": "Tue Feb 03 10:49:08 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1758",
   "full_text": "Guru Idris badahulu lah. Rapat guru jam 2, ulun talambat karna klotok kandas di Alalak. Dodol Kandangan ada ulun bawa, sabar dua jam.",
   "created_at": "Tue Feb 03 12:36:13 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1759",
   "full_text": "Habis ngopi terus gak bisa tidur",
   "created_at": "Tue Feb 03 21:12:55 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1760",
   "full_text": "Nanti jam 7 live ya teman-teman",
   "created_at": "Wed Feb 04 07:09:45 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1761",
   "full_text": "Info dari BP3MI: konsultasi gratis kerja ke luar negeri setiap Selasa dan Kamis pukul 9-12 di kantor. Bawa KTP. Daftar antrean di loket, tidak ada biaya apa pun. Tolong diteruskan ke grup keluarga.",
   "created_at": "Wed Feb 04 10:51:43 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1762",
   "full_text": "Sebuah LPK di Sumedang diumumkan tidak lagi beroperasi setelah dinas mencabut tanda daftarnya. Lembaga tersebut memungut Rp42 juta per peserta dengan janji \"berangkat tiga bulan, mensetsu hanya formalitas, user sudah pesan 60 orang\". Hingga pencabutan, baru empat orang berangkat, itu pun memakai visa pelajar dan bekerja di pabrik bento. Peserta lain diminta menunggu atau mencari pengganti bila ingin uangnya kembali. Dinas membuka loket verifikasi bagi korban sampai 15 Desember; bawa kuitansi, perjanjian pelatihan, dan KTP. Pengurusan di loket tidak dikenai biaya. Masyarakat diminta tidak menyerahkan perkara kepada \"jasa pengembalian dana\" yang mulai bermunculan di media sosial.",
   "created_at": "Wed Feb 04 21:56:47 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1763",
   "full_text": "Radio Suara Sukowati – warta esuk. Pengadilan Negeri mutus Sdr. K (47) kunjara pitung taun merga ngirim wolung wanita menyang Kuwait nganggo visa kunjungan. Ing sidang kabukten yen terdakwa nggawe surat ijin bojo palsu, ngendika \"izin suami tinggal tanda tangan saya saja\", lan ngongkon korban ngaku arep umrah. Keluargane korban oleh dhuwit limang yuta. Jaksa uga njaluk restitusi Rp210 yuta. Sabanjure: rega lombok.",
   "created_at": "Thu Feb 05 09:22:59 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1764",
   "full_text": "Sanggar Cendrawasih Kupang lagi cari kakak guru tari (daerah & modern) buat kelas anak SD, 2x seminggu, sore. Honor 100rb per pertemuan + transport. Wajib bisa handle anak kecil, bawa surat kelakuan baik. Kirim video nari 1 menit ke DM yaa 💃",
   "created_at": "Thu Feb 05 09:42:14 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1765",
   "full_text": "Sering ditanyakan di kelas bahasa Arab kami: bolehkah perempuan Indonesia bekerja di Uni Emirat Arab? Jawaban singkatnya, tergantung pemberi kerja. Untuk rumah tangga perseorangan penempatan masih dihentikan sejak 2015. Untuk badan usaha seperti hotel, klinik, atau ritel, dimungkinkan lewat P3MI dengan visa kerja. Yang berbahaya adalah iklan yang mengaburkan keduanya, misalnya menyebut \"cleaning service\" padahal nanti ditempatkan di rumah. Kami lembaga kursus; kami tidak menyalurkan siapa pun dan tidak menerima titipan CV.",
   "created_at": "Thu Feb 05 11:00:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1766",
   "full_text": "Untuk adik-adik yang bertanya kenapa saya cerewet soal kontrak. Tahun 2009 kontrak saya bahasa Inggris, saya cuma lulus SD. Di situ tertulis saya setuju dipotong tujuh bulan untuk \"pinjaman pelatihan\" dari koperasi yang saya tidak pernah datangi. Saya baru mengerti waktu ikut kursus Minggu di Causeway Bay. Saya marah, lalu saya belajar, lalu sekarang tiap Minggu saya duduk di bawah jembatan membantu orang membaca kontraknya. Gratis. Bawa saja kertasnya. Kalau terlalu kecil hurufnya, foto lalu perbesar, jangan tanda tangan dulu meskipun agennya menunggu sambil mengetuk meja. Saya tidak mencarikan kerja, jangan ditanya lowongan ya.",
   "created_at": "Fri Feb 06 06:35:38 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1767",
   "full_text": "Pangkas rambut pria? Bisa fade & hot towel? Qatar cari 6 barber Indonesia (jaringan barbershop, 11 outlet). Basic 1.500 QAR, komisi 30% di atas target, makan 300, libur Senin, 2 tahun. Tes potong langsung di depan user, Bandung 29 Juli. Daftar gratis, bawa alat sendiri. Penempatan via PT Rasamala Citra Karya, SIP3MI 185/2022.",
   "created_at": "Sat Feb 07 10:48:59 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1768",
   "full_text": "halo suster2 capek 🥲 aussie RN Adelaide AUD 41/jam shift malam beda lagi. bukan agen, ini RS nya lgsg (Wattlebird Private Hospital). syarat AHPRA + OET B, ya emang susah makanya gajinya segitu. nursing.talent@wattlebirdprivate.com.au. relokasi 8rb dolar, visa 482 sekeluarga dibayar, AHPRA bayar sendiri",
   "created_at": "Sat Feb 07 22:53:34 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1769",
   "full_text": "Matur nuwun sanget",
   "created_at": "Sun Feb 08 13:07:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1770",
   "full_text": "Day trip Singapore from Batam 🇸🇬 Sabtu 5 Des, 780k/pax: ferry PP, mini van, tour guide, lunch halal. Exclude: tiket USS & shopping kamu sendiri wkwk. Passport min 6 bulan ya guys, SG Arrival Card kita bantu isi GRATIS. Slot 14 seat, DP 300k",
   "created_at": "Sun Feb 08 13:16:11 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1771",
   "full_text": "Tiket mudik sudah dapat? kereta habis semua",
   "created_at": "Sun Feb 08 14:55:44 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1772",
   "full_text": "Kamanakan ambo lah pulang. Duo tahun di kilang papan Muar, pasponyo dipacik tauke, gaji tigo bulan partamo ndak kalua-kalua. Kini inyo bajua sate di Tarandam, badan lah barisi baliak. Nan ka marantau juo tanyo dulu ka Disnaker yo sanak, jan sampai takah kamanakan den.",
   "created_at": "Sun Feb 08 15:20:44 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1773",
   "full_text": "Dibutuhkan driver box ekspedisi, Cakung. SIM B1 umum, bawa ijazah asli saat tes untuk dicocokkan lalu langsung dikembalikan. Upah harian Rp210.000 dibayar Sabtu, jaminan kecelakaan BPJS. Datang Senin–Rabu pukul 07.30 ke pool Cakung Cilincing KM 3, tanyakan Pak Yanto.",
   "created_at": "Mon Feb 09 21:09:14 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1774",
   "full_text": "CV Batu Ireng Sentosa, NIB 8120010772, IUP galian C, menerima pesanan batu split dan pasir Serayu. Kantor Jl. Kalimantan 7 depan SPBU, Senin–Sabtu 07.30–16.30, telp (0282) 531 900. Sopir dump truck sudah penuh, jangan melamar dulu.",
   "created_at": "Tue Feb 10 14:30:36 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1775",
   "full_text": "agen Malaysia resmi mana ya?",
   "created_at": "Tue Feb 10 17:26:34 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1776",
   "full_text": "Doakan ibu saya operasi besok",
   "created_at": "Tue Feb 10 19:57:56 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1777",
   "full_text": "BKK SMK BINA TARUNA NAGRAK\nRekrut operator produksi PT Kirana Elektrika Indonesia, Cikarang\nTes Sabtu 5/12 di lab komputer, 07.30\nlulusan 2024–2026, tinggi 155/160\nbawa alat tulis, sepatu pantofel\nGratis, termasuk parkir",
   "created_at": "Tue Feb 10 22:51:02 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1778",
   "full_text": "HRD scam: \"kami keluarga besar\". iya pak, keluarga yg paspornya disimpen bapak",
   "created_at": "Wed Feb 11 10:39:15 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1779",
   "full_text": "Guru mengaji: jangan ki' buru-buru kirim anak perempuan ke Arab, sekalipun katanya \"sambil umrah\". Niat baik memang, tapi jalanna haruski juga baik. Itu hari ada jamaah dibujuk di hotel Makkah, untung ustaz lapor ke konjen. Sudahmi, kembali ki' ke surah al-Kahfi ayat 10.",
   "created_at": "Thu Feb 12 09:41:50 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1780",
   "full_text": "Doakan ibu saya operasi besok",
   "created_at": "Thu Feb 12 12:27:11 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1781",
   "full_text": "kang, domba nu bodas kénéh aya?",
   "created_at": "Fri Feb 13 05:15:43 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1782",
   "full_text": "Assalamualaikum. Mandor saya di ladang sawit Johor perlu orang lagi, 35 kepala. Boleh bawa istri. Gaji RM 1500-2000 sebulan kalau rajin, rumah kongsi sudah ada, air listrik ditanggung tauke. Paspor tidak usah, cukup KTP sama foto dua lembar, nanti saya yang atur jalan dari Tarakan naik speed malam. Ongkos jalan 3 juta boleh hutang dulu, potong gaji tiga bulan. Sampai sana paspor dan permit diurus pelan-pelan. Yang mau ikut kabari Pak Sabri 0852-0000-5210, jalan malam Minggu ini.\nYang minat inbox",
   "created_at": "Fri Feb 13 07:14:13 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1783",
   "full_text": "Tolong jaga bahasa, ini grup keluarga",
   "created_at": "Fri Feb 13 16:35:04 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1784",
   "full_text": "Ada yg pernah daftar beasiswa MEXT jalur U to U? LoA dari prof udah dapet tapi kampus minta sertifikat TOEFL asli, bukan yg digital. Wajib banget gak sih, deadline minggu depan dan ETS lambat.",
   "created_at": "Sun Feb 15 09:14:58 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1785",
   "full_text": "Siapa yang punya nomor tukang AC?",
   "created_at": "Mon Feb 16 20:15:14 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1786",
   "full_text": "MANILA – Sedikitnya 61 WNI dipulangkan dari sebuah gedung perkantoran di Pasay. Di komputer mereka ditemukan skrip \"bantu member isi ulang\" dan daftar nomor pensiunan. \"Saya daftar jadi CS marketplace, gaji 14 juta, masuk pakai visa turis, bilang ke imigrasi mau ke Boracay,\" ujar B, 23. KBRI menyebut sebagian dari mereka tetap akan diperiksa sebagai saksi.",
   "created_at": "Tue Feb 17 07:41:58 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1787",
   "full_text": "Bosong yang iko rapat satgas besok: bawa kasus tiga ana dari Lamaknen tu. Dong pung akta diubah di mana, sapa yang tanda tangan. Romo minta katong jang sebut nama di grup.",
   "created_at": "Tue Feb 17 13:45:41 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1788",
   "full_text": "breaking: temen gue kerja di Dubai katanya jadi \"konsultan kripto\". gue tanya konsultasi apa. katanya: \"konsultasi kapan orang mau bayar\". oh. oke. block.",
   "created_at": "Wed Feb 18 05:07:11 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1789",
   "full_text": "Admin tolong hapus yang jualan pinjol itu",
   "created_at": "Wed Feb 18 16:14:15 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1790",
   "full_text": "Latihan kelas calon PMI hari ini: cari yang aneh di kalimat \"kontrak dijelaskan di mess\" dan \"mundur berarti siap bertanggung jawab\". Mbak Tun langsung angkat tangan, \"tanggung jawabnya berapa rupiah, Pak?\" Nah. Itu pertanyaannya.",
   "created_at": "Wed Feb 18 22:20:50 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1791",
   "full_text": "📝 Assalamualaikum. Mandor saya di ladang sawit Sabah perlu orang lagi, 8 kepala. 💵 Gaji kira-kira 7 juta sebulan klo rajin, rumah kongsi sudah ada, air listrik ditanggung tauke. Paspor tak usah, cukup KTP dgn foto dua lembar, nanti gw yang atur jalan dari Nunukan naik speed malam. ️ biaya jalan Rp 1.800.000. smp sana paspor dan permit diurus pelan-pelan. 👨 Yang mau ikut kabari gw 085200005210, tunggu kumpul orang dulu baru jalan.",
   "created_at": "Thu Feb 19 05:55:35 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1792",
   "full_text": "BURSA KERJA KHUSUS\nSMK NEGERI 2 MAUMERE\nbekerja sama dgn PT Sentosa\nElektrika Cikarang\nREKRUTMEN OPERATOR PRODUKSI\nLulusan 2024–2026, usia min. 18\nTes tulis: Aula sekolah\nSelasa 8/12 pkl 08.00\nBawa: ijazah asli (dilihat saja),\nKTP, KK, SKCK, pas foto\nUMK Kab. Bekasi, kontrak 1 th,\nlembur sesuai aturan\nGratis – mess 3 bln pertama\nDiketahui Disnakertrans Kab. Sikka",
   "created_at": "Thu Feb 19 18:31:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1793",
   "full_text": "JOB READY TAIWAN ✈️\nPabrik t3kst1l, lokasi Taoyuan\nGapok NT$ 29.500, lembur rame\nSyarat: 19-35 th, tinggi bebas, tato nego, eks boleh non boleh\nProses 4 minggu terbang, gak p4k41 nunggu lama\nBiaya total 65 juta, DP 5 juta dulu buat booking job nya, tanpa DP job saya kasih 0r4ng lain ya kak\nSisanya potong gaji 12 bulan. Ijazah asli titip di kantor sampai potongan lunas\nM0ngg0 1nb0x Bund4 Y4nt1 0857-0000-6302",
   "created_at": "Thu Feb 19 18:36:22 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1794",
   "full_text": "Ners, ingat: wawancara kedutaan dijawab jujur saja. Mau kerja ya bilang kerja, visanya memang visa kerja. Tidak perlu tiket pulang palsu, tidak perlu hafalan cerita. Kalau mundur di tengah kursus tidak ditagih apa pun. Angkatan 12 dibuka, pengumuman dan unggah dokumen hanya di siskop2mi.bp2mi.go.id, kursus bahasa serta tiket ditanggung, gaji asisten sekitar EUR 2.700 bruto.",
   "created_at": "Thu Feb 19 19:12:35 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1795",
   "full_text": "kakak2 Medan & sekitar, job Singapura ready 6 orang 🇸🇬 by PT Merawan Bintang Utara (SIP3MI 319/2023, SIP2MI 0872/2026)\numur minimal 23 ya, ktp & akta harus sama, yg umurnya gak cukup tolong jangan minta dirubah karena kami gak akan mau 🙏\ngaji 580-620 SGD, libur 4x sebulan, asuransi, kontrak 2 thn\npaspor, medical, tiket, BLK semua dari majikan\nJl. Setia Luhur 41 Medan, jam 9-4",
   "created_at": "Fri Feb 20 07:45:51 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1796",
   "full_text": "Siapa yang punya nomor tukang AC?",
   "created_at": "Fri Feb 20 10:22:47 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1797",
   "full_text": "Karunya teuing si Teteh, baheula cenah \"majikan bageur, teu kedah bayar nanaon\", ari pek digawean ti subuh nepi ka tengah peuting. Mugia sing geura mulih salamet. Aamiin.",
   "created_at": "Fri Feb 20 11:07:19 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1798",
   "full_text": "Hatur nuhun infona kang",
   "created_at": "Fri Feb 20 16:42:30 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1799",
   "full_text": "HIRING NOW 🚀 CRYPTO CHAT SUPPORT FOR IND0N3S14N MARKET\nOffice: Myawaddy side, Thailand (pick up at Don Mu34ng, driver ready)\nBasic $1000 + commission 5-15%, no experience no pr0bl3m, training 1 week on site\nFree visa on 4rr1v4l, free dorm, passport kept by HR for extension\nEngl1sh not must, good typing, own any phone\n12 months, break contract pay c0mp4ny fee $3000. Fly this week, ticket paid\nContact HR Vivi WA 0838-0000-4178",
   "created_at": "Sat Feb 21 20:19:18 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1800",
   "full_text": "re: tanya LPK Tanggeung — gw kerja di sana jd admin jd gw jawab ya. nama lengkap LPK Mitsuhara Jaya Sugih, SO 2/2611/HK.03.01/X/2022. kontrak dikasih 5 minggu SEBELUM berangkat, ga pernah nyusul. job scaffolding Saitama masih kurang 4, ¥178.000, 8 jam, libur Minggu, 3 tahun, asuransi. biaya kursus 9 jt + asrama 3,6 jt + paspor sendiri, tiket dr kumiai, udah segitu doang. ga bisa bayar via gw, bayar ke rekening lembaga.",
   "created_at": "Sun Feb 22 08:57:58 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1801",
   "full_text": "kontrak nyusul = masalah nyusul",
   "created_at": "Sun Feb 22 18:22:11 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1802",
   "full_text": "BP3MI sama BP2MI sama KP2MI itu bedanya apa sih ges, pusing, tiap taun ganti nama",
   "created_at": "Mon Feb 23 09:55:40 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1803",
   "full_text": "Turut berduka cita, semoga keluarga diberi kekuatan",
   "created_at": "Mon Feb 23 12:06:15 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1804",
   "full_text": "Videonya lucu banget",
   "created_at": "Tue Feb 24 17:22:38 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1805",
   "full_text": "Nunukan/Tawau: Seramai 41 warga Indonesia tanpa dokumen ditahan dalam sebuah kongsi berhampiran ladang kelapa sawit awal pagi semalam. Antara mereka ada yang mendakwa dijanjikan \"permit siap dalam seminggu\" oleh tekong yang memungut RM900 seorang. Siasatan lanjut sedang dijalankan.",
   "created_at": "Tue Feb 24 21:30:29 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1806",
   "full_text": "Dibutuhkan kasir dan pramuniaga untuk toko roti di Purwokerto. Perempuan atau laki-laki, SMA, gaji UMK, BPJS, libur satu hari seminggu. Lamaran diantar ke toko setelah jam 10, tanpa biaya.",
   "created_at": "Tue Feb 24 21:49:49 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1807",
   "full_text": "Yuk Ni: bik, anak uwak Ma'mun yang di Kambojo tu lah telepon\nBik: oi syukur, sehat dio?\nYuk Ni: minta kirim 38 juta, katonyo denda keluar\nBik: lapor bae KBRI dulu, jangan kirim\nYuk Ni: lah kukasih nomor, kato petugas lagi diproses",
   "created_at": "Wed Feb 25 13:53:02 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1808",
   "full_text": "Konser di stadion jadi gak sih?",
   "created_at": "Thu Feb 26 08:03:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1809",
   "full_text": "Inget semeton, laun arak tekong dateng ojok bale, kenalang \"ndeq mayah, berangkat jaq cepat\", ketuan juluk ojok kantor desa. Araq misan tiang wah telu tahun ndeq araq kabar. Ye doang.",
   "created_at": "Thu Feb 26 18:37:40 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1810",
   "full_text": "Makasih min 🙏",
   "created_at": "Thu Feb 26 22:40:12 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1811",
   "full_text": "Aamiin",
   "created_at": "Fri Feb 27 08:04:13 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1812",
   "full_text": "Sepupu jauh saya dulu salah satu \"amoy kawin kontrak\". Berangkat 2018 dengan iming-iming mahar 20 juta, di sana disuruh kerja di bengkel mertua tanpa upah. Alhamdulillah 2020 bisa pulang dibantu KBRI Beijing. Saya cerita supaya adik-adik di Kalbar hati-hati kalau ada mak comblang datang.",
   "created_at": "Fri Feb 27 14:04:54 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1813",
   "full_text": "JOB READY TAIWAN ✈️\nPabrik plastik, lokasi Taoyuan\nGapok NT$ 28590, lembur rame\nSyarat: 21-40 th, tinggi bebas, tato nego, eks boleh non boleh\npros 5 mgg brgkt, gak pakai nunggu lama\nbeaya total 58 juta, DP 5 juta dulu buat booking job nya, tanpo DP job saya kasih orang lain ya kak\nSisanya ptg gaji 12 bulan. Ijazah asli titip di saya sampai potongan lunas\nMonggo inbox Bunda Yanti 0857-0000-6302 🙏",
   "created_at": "Fri Feb 27 16:05:48 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1814",
   "full_text": "Yth. Bapak/Ibu orang tua siswa,\nBersama ini LPK Sakura Bina Insani mengumumkan gelombang IV program magang Jepang bidang konstruksi. Tunjangan 12 juta per bulan. Peserta menyetor uang jaminan Rp 28.500.000 secara tunai kepada panitia paling lambat tanggal 10 Maret, tidak dapat dikembalikan dengan alasan apa pun, serta menitipkan ijazah asli dan sertifikat tanah sebagai jaminan hingga program selesai. Kontrak ditandatangani setelah tiba di Jepang. Peserta usia 17 tahun dapat disesuaikan dokumennya oleh panitia. Keterangan: Bapak Wiryo, 0878-0000-3708.",
   "created_at": "Fri Feb 27 17:41:31 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1815",
   "full_text": "Lapor ndan. Motor Beat 2019 plat G ilang parkiran Alun2 Brebes td jam 8. Ada stiker Persija sobek. Yang nemu gue kasih telor asin sekrat, demi Allah",
   "created_at": "Sat Feb 28 13:50:01 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1816",
   "full_text": "Paduan suara anak migran tampil besok di Taman Nostalgia. Lagu terakhir ditulis seorang remaja yang ibunya pulang dalam peti tahun lalu. Datanglah.",
   "created_at": "Sun Mar 01 16:48:54 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1817",
   "full_text": "Pelanggan Yth, tagihan PDAM Rp84.500 jatuh tempo besok. Hindari denda. Abaikan bila sudah membayar.",
   "created_at": "Mon Mar 02 06:21:32 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1818",
   "full_text": "Aya nu terang bengkel radio di Garut?",
   "created_at": "Mon Mar 02 10:15:41 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1819",
   "full_text": "Innalillahi wa inna ilaihi rajiun",
   "created_at": "Mon Mar 02 12:24:05 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1820",
   "full_text": "LO KER\nSOPlR DUMP TRUCK\nSlM BII UMUM\nArea Kroya - Maos - Adi pala\nUpah ritase + uang makan\nBukan sistern setoran\nTernui MANDOR TUGlYO\ndepan garasi biru\njarn 7 - 10 pagi",
   "created_at": "Mon Mar 02 12:37:17 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1821",
   "full_text": "bang 35 juta ke Polandia itu wajar ga? kalau dirincikan visa 1,4 tiket 11 mcu 1,2... terus sisanya buat bensin siapa?",
   "created_at": "Mon Mar 02 22:32:50 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1822",
   "full_text": "Rental motor Panakkukang, 75rb sehari, helm dua gratis ji. Syaratnya KTP asli ditahan sama STNK temanta' difoto. Balikki bensin seperti semula. Tidak terima yang mau dipake balapan di CPI malam minggu di', nanti mamakku yang marah.",
   "created_at": "Tue Mar 03 05:56:33 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1823",
   "full_text": "Kamu tipe ibu yang mana pas liburan ke Jepang? 1) itinerary excel 14 sheet 2) ikut suami 3) koper isinya indomie. E-paspor bebas visa udah didaftarin semua ya mom, jangan ketinggalan. Tag temen jalanmu 🎌",
   "created_at": "Tue Mar 03 06:52:13 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1824",
   "full_text": "Amun iklan kada manyambat jam gawi, kada manyambat prei, kada manyambat gajih, ya jangan himung dahulu. Kamarin ada nang talihat lengkap jua, sakalinya hasil copas iklan urang, wadahnya beda.",
   "created_at": "Tue Mar 03 16:48:08 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1825",
   "full_text": "R3ZEKI TAK KEMANA 🐟 l e l e  konsumsi 24rb/kg, ambil kolam langsung dskon, beli 10kg 1nbox, pembayaran d4n4/ovo/C O D",
   "created_at": "Wed Mar 04 18:17:07 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1826",
   "full_text": "BP3MI Jawa Timur mengingatkan sejawat perawat: pendaftaran Triple Win batch ini tutup 30 April pukul 23.59 dan tidak diperpanjang. Seluruh tahapan di siskop2mi.kp2mi.go.id, pengumuman PENG.115/04.04/PP.02.04/III/2026. Kursus B1 dibiayai pihak Jerman, termasuk visa dan tiket. Tanya langsung: Jl. Jemur Andayani 51 Surabaya, Senin–Jumat 08.00–15.30.",
   "created_at": "Wed Mar 04 18:25:19 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1827",
   "full_text": "Ini percakapan di warung nasi balap saya, saya catat utuh, nama saya ganti.\n\n\"Kantorne araq?\"\n\"Araq, leq Jakarta.\"\n\"Jakartane mbe?\"\n\"Jakarta doang.\"\n\"Nomer telepon kantorne?\"\n\"Nomer tiang wah.\"\n\"Terus enam juta ni jari ape?\"\n\"Jari beli berak kanak-kanak.\"\n\"Kanak tiang wah bedoe berak.\"\n\nYang terakhir itu mertua saya. Umur 71, tidak lulus SD, buta huruf. Yang satu lagi punya gelar.",
   "created_at": "Thu Mar 05 13:40:47 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1828",
   "full_text": "Forwarded many times\nInfo dari BP3MI: konsultasi gratis kerja ke luar negeri setiap Selasa dan Kamis pukul 9-12 di kantor. Bawa KTP. Daftar antrean di loket, tidak ada biaya apa pun. Tolong diteruskan ke grup keluarga.",
   "created_at": "Thu Mar 05 17:00:28 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1829",
   "full_text": "Cruise housekeeping, final interview 14 Des, Hotel Ibis Solo. PT Layar Nusa Crewindo, SIP3MI 067/2022. Marlins min 70",
   "created_at": "Thu Mar 05 18:10:35 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1830",
   "full_text": "Hadir",
   "created_at": "Fri Mar 06 14:48:52 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1831",
   "full_text": "Ajual lajangan raja, bannya' bennana, bada se biru. Ta' tao agabay dhibi'? Kare telpon bhai. DP saparo, karena mon barangnga la dhapa'. Pangereman gratis Pamekasan kottha",
   "created_at": "Sat Mar 07 06:15:22 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1832",
   "full_text": "Kursus bahasa Jepang N4 yang bagus di Semarang mana?",
   "created_at": "Sat Mar 07 06:27:33 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1833",
   "full_text": "Nia' baine angngarru' ri pasaraka, nikana ana'na lampa ri Malaysia tallu taungmi tena kabara'na. Nau'rangi ri pammulanna nikana: \"tea ko pau-paui manggennu\". Bajikangi nipabattu ri polisi, mingka mallaki. Punna nakke, kupabattui.",
   "created_at": "Sat Mar 07 16:19:10 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1834",
   "full_text": "Proyek puskesmas Alor Timur, cari 8 tukang 12 kenek. Tukang 150rb, kenek 110rb, dibayar tiap Sabtu. Truk jemput di Kalabahi jam 5 subuh. Makan dari mandor.",
   "created_at": "Sun Mar 08 05:47:07 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1835",
   "full_text": "💼 Assalamualaikum. Mandor aku di ladang sawit Sarawak perlu orang lagi, 8 kepala. Boleh bawa istri. 🌏 Gaji RM 1500-2000 sebulan kalo rajin, rumah kongsi udh ada, air listrik ditanggung tauke. ✨ Paspor ga usah, cukup KTP sama foto dua lembar, nanti sy yang atur jalan dari Entikong naik speed malam. 🎉 Ongkos jalan 3 juta boleh hutang dulu, potong gaji tiga bln. smp sana paspor & permit diurus pelan-pelan. yg pengen ikut kabari saya 0821-0000-5290, jalan malam Minggu ini.",
   "created_at": "Sun Mar 08 11:24:41 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1836",
   "full_text": "Tania makkuro carana Puang, lao umrah nappa majjama ri sana. Visa umrah pake ibadah, tania pake jama-jamang. Engka bali bolaku, lima bulan ritahang, lisuna de' gaga aga-aga natiwi.",
   "created_at": "Wed Mar 11 18:34:36 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1837",
   "full_text": "Aturan grup, versi pendek, soalnya versi panjang gak pernah dibaca:\n1. nawarin Kamboja: tendang.\n2. \"detail japri ya kak\" tanpa nama PT: hapus.\n3. yang nanya \"min ini penipuan bukan\" sambil ngirim screenshot kepotong setengah, saya jawab setengah juga.\n4. jualan pulsa boleh hari Jumat.",
   "created_at": "Thu Mar 12 13:59:40 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1838",
   "full_text": "😊 siapa mau ikut KOREA 🇰🇷 bulan april?? 😊 kerja di ladang stroberi, 1 hari dapet 1,5 juta an. gausah EPS gausah ujian bahasa, masuknya pake visa grup wisata trus misah dari rombongan di hari kedua. aku sendiri udah setaun lebih aman2 aja asal jangan keliaran malem. ✅ biaya all in 55 juta udah tiket+visa+tempat, DP 15 juta biar namanya didaftarin rombongan. nanti di bandara bilang aja liburan 5 hari, jawabannya aku ajarin satu2. 💯 dm atau wa 089500009601 #tkikorea #kerjakorea",
   "created_at": "Thu Mar 12 17:45:01 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1839",
   "full_text": "📌 JOB READY TAIWAN 🇹🇼\nPabrik plastik, lokasi Kaohsiung\nGapok NT$ 28590, lembur rame\nSyarat: 19-35 th, tinggi bebas, tato nego, eks boleh non boleh\nProses 3 minggu terbang, gak pakai nunggu lama\nBiaya total 65 juta, DP 3jt dulu buat booking job nya, tanpa DP job saya kasih orang lain ya kak\nSisanya potong gaji 12 bulan. 👉 Ijazah asli titip di kantor sampai potongan lunas\nMonggo inbox Mbak Yanti 0857-0000-6302 yg serius mawon",
   "created_at": "Fri Mar 13 22:55:04 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1840",
   "full_text": "amplop nikahan tiang berisi kertas tulisan \"IOU 50rb\" dari seseorang inisial R. siapa ini. tetep makasih ya udah makan dua piring. kalau di Korea mungkin kamu ditagih petugas",
   "created_at": "Sat Mar 14 11:43:43 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1841",
   "full_text": "siapa mau ikut korsel bulan depan?? kerja di greenhouse paprika, 1 hari dapet 1,5 juta an. gausah EPS gausah ujian bahasa, masuknya pake visa grup wisata trus dijemput bos ladang. aku sendiri udah 2 thn aman2 aja asal jangan keliaran sembarangan. biaya all in 45jt udah tiket+visa+tempat, DP 15 juta biar namanya didaftarin rombongan. nanti di bandara bilang aja liburan 5 hari, jawabannya aku ajarin satu2. dm atau wa 0895-0000-9602 🙏🙏\nNo PHP",
   "created_at": "Sat Mar 14 16:52:56 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1842",
   "full_text": "Aku dulu pun supervisor kilang, jangan tuduh semua majikan jahat. Budak Indon kami semua dapat bank in, passport diorang pegang sendiri. Yang buat hal tu runner tepi pantai, ambil 5 ribu lepas tu lesap.",
   "created_at": "Sun Mar 15 15:21:38 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1843",
   "full_text": "Bapak-bapak rombongan mancing berangkat malam Minggu jam 1 dari dermaga Sleko, naik kapal Pak Narto. DP 50 ribu, jangan bilang-bilang istri kalau bawa uang lebih 😅 HP taruh di plastik biar gak basah.",
   "created_at": "Mon Mar 16 05:43:37 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1844",
   "full_text": "Yang spam keluarin aja min",
   "created_at": "Mon Mar 16 06:36:14 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1845",
   "full_text": "Along: Mak, jangan sign lagi. mintak dia hantar draf kontrak dulu\nMak: dia kata kontrak bagi masa sampai\nAlong: tu yang tak boleh mak. patutnya sebelum\nMak: katanya tinggal dua tempat\nAlong: semua orang pun dia cakap tinggal dua tempat. biar terlepas. rezeki lain ada\nMak: yelah. mak batalkan. ni nak masak apa malam ni",
   "created_at": "Mon Mar 16 07:04:11 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1846",
   "full_text": "Charger ketinggalan di masjid, warna putih",
   "created_at": "Mon Mar 16 12:18:34 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1847",
   "full_text": "BURUANNN SISA 3 SEAT!! 🚌🚌 Rombongan ziarah Wali Limo, Jumat depan, start Perak. 185rb sudah makan 3x. Siapa ngajak 10 jamaah GRATIS 1 kursi 😍 bayar DP 50rb ke Bu Haji Muslimah. telat ditinggal, gak boleh ngambek",
   "created_at": "Mon Mar 16 16:45:04 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1848",
   "full_text": "Harga cabai anjlok, petani nangis",
   "created_at": "Wed Mar 18 13:42:39 +0000 2026"
  }
 },
 {
  "tweet": {
   "id_str": "1849",
   "full_text": "Banne kaula se mangkat ka be'na, bunten, kaula coma se jual pulsa. Kabbhi atoro kantor bareng Disnaker Sampang e bursa kerja are Rebbu, kaula coma nyampe'agi kertas. PT Amerta Wijayanti Kriya SIP3MI 267/2024, Hong Kong, gaji 5.100, Ahad prei, kontrak dhu taon, asuransi bada.",
   "created_at": "Thu Mar 19 10:18:36 +0000 2026"
  }
 }
]