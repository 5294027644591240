/** A short buzz and beep, as scanners do: the eyes are on the goods. */
export function signalFound(): void {
  navigator.vibrate?.(60)
  try {
    const audio = new AudioContext()
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = 1760
    volume.gain.value = 0.08
    tone.connect(volume).connect(audio.destination)
    tone.onended = () => void audio.close()
    tone.start()
    tone.stop(audio.currentTime + 0.09)
  } catch {
    // No sound here; the product opens all the same.
  }
}
