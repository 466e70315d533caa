namespace RusToK.Core.Telemetry.Tenants;

/// <summary>
/// The space-saving sketch (Metwally, Agrawal and El Abbadi, "Efficient computation of frequent and top-k elements in data streams", 2005):
/// the most frequent keys of a stream in a fixed number of counters. A key that has none takes over the smallest one, with its count as the
/// error. No count is too low, none is too high by more than the stream's weight divided by the number of counters. Not thread safe.
/// </summary>
internal sealed class SpaceSaving
{
    private readonly Slot[] _heap;
    private readonly Dictionary<string, int> _places;
    private int _used;

    /// <param name="counters">How many keys are counted at once; 1 or more.</param>
    public SpaceSaving(int counters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(counters, 1);
        _heap = new Slot[counters];
        _places = new Dictionary<string, int>(counters + 1, StringComparer.Ordinal);
    }

    /// <summary>What is counted now, in no order.</summary>
    public IEnumerable<Frequency> Counted => _heap.Take(_used).Select(slot => new Frequency(slot.Key, slot.Count, slot.Error));

    public void Add(string key)
    {
        if (!_places.TryGetValue(key, out var place))
            place = Admit(key);
        _heap[place].Count++;
        Sink(place);
    }

    /// <summary>How often a key came at most: one without a counter no more often than the smallest says, and never as long as there are free ones.</summary>
    public double CountOf(string key)
    {
        if (_places.TryGetValue(key, out var place))
            return _heap[place].Count;
        return _used < _heap.Length ? 0 : _heap[0].Count;
    }

    /// <summary>Makes the past weigh less.</summary>
    /// <param name="factor">Between 0 and 1, for all counts alike.</param>
    public void Decay(double factor)
    {
        for (var i = 0; i < _used; i++)
        {
            _heap[i].Count *= factor;
            _heap[i].Error *= factor;
        }
    }

    private int Admit(string key)
    {
        if (_used < _heap.Length)
        {
            // At the end of the heap with a count of nothing: it rises to the top, whose count is no lower.
            _heap[_used] = new Slot { Key = key };
            return Rise(_used++);
        }

        _places.Remove(_heap[0].Key);
        _heap[0].Key = key;
        _heap[0].Error = _heap[0].Count;
        _places[key] = 0;
        return 0;
    }

    private int Rise(int place)
    {
        while (place > 0 && _heap[place].Count < _heap[(place - 1) / 2].Count)
        {
            Swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }

        _places[_heap[place].Key] = place;
        return place;
    }

    private void Sink(int place)
    {
        while (true)
        {
            var least = place;
            for (var child = 2 * place + 1; child <= 2 * place + 2 && child < _used; child++)
                if (_heap[child].Count < _heap[least].Count)
                    least = child;
            if (least == place)
                return;
            Swap(place, least);
            place = least;
        }
    }

    private void Swap(int one, int other)
    {
        (_heap[one], _heap[other]) = (_heap[other], _heap[one]);
        _places[_heap[one].Key] = one;
        _places[_heap[other].Key] = other;
    }

    private struct Slot
    {
        public string Key;
        public double Count;
        public double Error;
    }
}
