window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "1785",
   "full_text": "Dibutuhkan ART ke Taiwan, gaji NT$20.000, DP 2 juta dulu buat booking job. WA 0812-0000-1234",
   "created_at": "Thu Mar 12 14:15:03 +0000 2026",
   "retweet_count": "0"
  }
 }
]
