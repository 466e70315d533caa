namespace RusToK.Benchmarks.Events.Contestants;

/// <summary>
/// One way from a committed transaction to a read model row. An instance serves one round on a database of its own, in
/// which <c>bench_products</c> and <c>bench_read_model</c> exist; everything else it needs it creates in <see cref="PrepareAsync"/>.
/// </summary>
internal interface IContestant : IAsyncDisposable
{
    /// <summary>Processes beside PostgreSQL, Redis and this one whose CPU belongs to the contestant: name and process id.</summary>
    IReadOnlyDictionary<string, int> Processes => new Dictionary<string, int>();

    /// <summary>
    /// Events committed and not visible at which its producers wait, when the run's bound does not suit it: a queue whose receive
    /// costs more the fuller it is does its best with a short one.
    /// </summary>
    int? BacklogBound => null;

    /// <summary>False when committed events cannot wait for consumers that are stopped; then no drain is measured.</summary>
    bool CanPause => true;

    /// <summary>Creates tables, streams and hosts, with consumers not yet running.</summary>
    Task PrepareAsync(ContestantContext context, CancellationToken cancellationToken);

    /// <summary>Consumers run when this returns or soon after. Called again after <see cref="StopConsumersAsync"/>.</summary>
    Task StartConsumersAsync(CancellationToken cancellationToken);

    /// <summary>After this the read model stays as it is and committed events wait durably.</summary>
    Task StopConsumersAsync(CancellationToken cancellationToken);

    /// <summary>Opens one producer; each is used by one caller at a time.</summary>
    Task<IProducer> OpenProducerAsync(CancellationToken cancellationToken);

    /// <summary>Opens one producer that writes a backlog faster than the others; null where they shall do it.</summary>
    Task<IProducer?> OpenBacklogProducerAsync(CancellationToken cancellationToken) => Task.FromResult<IProducer?>(null);
}

/// <summary>Commits product writes together with their events.</summary>
internal interface IProducer : IAsyncDisposable
{
    /// <summary>Events that one write commits; more than the product's own where it brings others along.</summary>
    int EventsPerWrite => 1;

    /// <summary>Returns once committed.</summary>
    /// <returns>The product's new version.</returns>
    Task<int> WriteAsync(ProductWrite write, CancellationToken cancellationToken);
}
