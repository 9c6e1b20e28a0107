// What makes the desk quicker where a browser runs scripts; everything works without.
(function () {
  "use strict";
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }
  each(".scripted", function (part) { part.hidden = false; });

  each("[data-copy]", function (button) {
    button.addEventListener("click", function () {
      var field = document.getElementById(button.getAttribute("data-copy"));
      var status = button.parentNode.querySelector("[role=status]");
      function tell() { status.textContent = button.getAttribute("data-done"); }
      function select() { field.focus(); field.select(); if (document.execCommand("copy")) { tell(); } }
      if (navigator.clipboard && window.isSecureContext) { navigator.clipboard.writeText(field.value).then(tell, select); } else { select(); }
    });
  });
  each("[data-print]", function (button) { button.addEventListener("click", function () { window.print(); }); });

  // A picture or export that is pasted or dropped anywhere goes into the file field.
  var file = document.getElementById("file"), drop = document.getElementById("drop");
  function take(files) {
    if (!file || !files || !files.length) { return false; }
    try { file.files = files; } catch (old) { return false; }
    file.focus();
    return true;
  }
  if (file && drop) {
    document.addEventListener("paste", function (event) {
      var pasted = event.clipboardData;
      // Word, Excel and LibreOffice put a picture of the words beside the words.
      if (!pasted || Array.prototype.indexOf.call(pasted.types, "text/plain") >= 0) { return; }
      if (take(pasted.files)) { event.preventDefault(); }
    });
    ["dragover", "dragleave", "drop"].forEach(function (kind) {
      document.addEventListener(kind, function (event) {
        if (!event.dataTransfer || Array.prototype.indexOf.call(event.dataTransfer.types, "Files") < 0) { return; }
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
        if (kind === "drop") { take(event.dataTransfer.files); }
      });
    });
  }

  // A tap on a mark explains it where it stands; the link below it leads to the whole explanation.
  function close() { each(".tip", function (tip) { tip.parentNode.removeChild(tip); }); }
  each("mark a[data-why]", function (link) {
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", function (event) {
      var open = link.getAttribute("aria-expanded") === "true";
      event.preventDefault();
      close();
      each("mark a[data-why]", function (other) { other.setAttribute("aria-expanded", "false"); });
      if (open) { return; }
      link.setAttribute("aria-expanded", "true");
      var tip = document.createElement("span");
      tip.className = "tip";
      link.getAttribute("data-why").split(" ").forEach(function (number) {
        var anchor = document.getElementById("why-" + number), sign = anchor && anchor.parentNode;
        if (!sign) { return; }
        var name = document.createElement("strong"), reason = document.createElement("span"), line = document.createElement("span");
        name.textContent = sign.querySelector("h3").textContent + ". ";
        reason.textContent = sign.querySelector(".reason").textContent;
        line.appendChild(name); line.appendChild(reason); line.style.display = "block";
        tip.appendChild(line);
      });
      link.parentNode.parentNode.insertBefore(tip, link.parentNode.nextSibling);
    });
  });
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { close(); } });

  // Words selected in the text of a case fill the field that marks evidence: the first, or the one that was last gone to.
  var quote = document.getElementById("quote-1"), text = document.querySelector("[data-markable]");
  document.querySelectorAll("input[name=quote]").forEach(function (field) { field.addEventListener("focus", function () { quote = field; }); });
  if (quote && text) {
    document.addEventListener("selectionchange", function () {
      var chosen = window.getSelection();
      if (chosen.rangeCount && !chosen.isCollapsed && text.contains(chosen.anchorNode) && text.contains(chosen.focusNode)) { quote.value = chosen.toString(); }
    });
  }
})();
