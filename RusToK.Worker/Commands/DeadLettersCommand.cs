using System.CommandLine;
using System.Globalization;
using RusToK.Worker.DeadLetters;
using RusToK.Worker.Hosting;
using Spectre.Console;

namespace RusToK.Worker.Commands;

/// <summary>List, inspect, replay and discard what consumers gave up on.</summary>
internal static class DeadLettersCommand
{
    private const int MostListed = 200;

    public static Command Create() => new("dead-letters", "Events that consumers gave up on.") { List(), Show(), Replay(), Discard() };

    private static Command List()
    {
        var status = new Option<string>("--status") { Description = "dead (default), replaying, replayed, discarded or all.", DefaultValueFactory = _ => "dead" };
        var command = new Command("list", "The oldest ones first.") { status };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync("dead-letters", async (services, stop) =>
        {
            var wanted = parsed.GetValue(status);
            var letters = await Store(services).ListAsync(wanted == "all" ? null : wanted, MostListed, stop);
            var table = new Table().AddColumns("id", "event", "consumer", "tenant", "attempts", "error", "trace", "dead since", "status");
            foreach (var l in letters)
                table.AddRow(
                    l.Id.ToString(), l.Envelope.Type, l.Consumer, l.Envelope.TenantId.ToString(),
                    l.Attempts.ToString(CultureInfo.InvariantCulture), Markup.Escape(FirstLine(l.ErrorMessage)), l.TraceId ?? "-",
                    l.DeadAt.ToString("u", CultureInfo.InvariantCulture), l.Status);
            AnsiConsole.Write(table);
            Console.WriteLine($"{letters.Count} dead letters{(letters.Count == MostListed ? $" (the oldest {MostListed})" : string.Empty)}.");
            return 0;
        }, cancellationToken));
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<Guid>("id") { Description = "Id of the dead letter or of its event." };
        var command = new Command("show", "Everything about one, its payload included.") { id };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync("dead-letters", async (services, stop) =>
        {
            var letter = await Store(services).FindAsync(parsed.GetValue(id), stop)
                ?? throw new InvalidOperationException($"There is no dead letter {parsed.GetValue(id)}.");
            var e = letter.Envelope;
            Console.WriteLine($"""
                dead letter   {letter.Id} ({letter.Status})
                consumer      {letter.Consumer}
                event         {e.Type} v{e.SchemaVersion}, {e.Id}
                tenant        {e.TenantId}
                aggregate     {e.AggregateType} {e.AggregateId}, version {e.AggregateVersion}
                occurred      {e.OccurredAt:u}
                first failed  {letter.FirstFailedAt:u}
                dead since    {letter.DeadAt:u}, after {letter.Attempts} attempts
                created in    trace {letter.TraceId ?? "-"}
                failed in     trace {letter.FailedTraceId ?? "-"}
                error         {letter.ErrorType}: {letter.ErrorMessage}
                payload       {letter.Payload}
                """);
            return 0;
        }, cancellationToken));
        return command;
    }

    private static Command Replay()
    {
        var ids = new Argument<Guid[]>("id") { Description = "Ids of dead letters or of their events.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Replay every dead one." };
        var command = new Command("replay", "Apply them again, in the worker that owns their partition.") { ids, all };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync("dead-letters", async (services, stop) =>
        {
            var chosen = parsed.GetValue(ids) ?? [];
            if (chosen.Length == 0 && !parsed.GetValue(all))
                throw new InvalidOperationException("Name the dead letters to replay, or say --all.");
            var count = await Store(services).RequestReplayAsync(parsed.GetValue(all) ? null : chosen, Environment.UserName, stop);
            Console.WriteLine($"{count} dead letters will be replayed within a second.");
            return count > 0 ? 0 : 1;
        }, cancellationToken));
        return command;
    }

    private static Command Discard()
    {
        var ids = new Argument<Guid[]>("id") { Description = "Ids of dead letters or of their events.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("discard", "Give them up for good; a rebuild leaves them out as well.") { ids };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync("dead-letters", async (services, stop) =>
        {
            var count = await Store(services).DiscardAsync(parsed.GetValue(ids)!, stop);
            Console.WriteLine($"{count} dead letters were discarded.");
            return count > 0 ? 0 : 1;
        }, cancellationToken));
        return command;
    }

    private static DeadLetterStore Store(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<DeadLetterStore>(services);

    private static string FirstLine(string text) => text.Split('\n')[0] is { Length: > 80 } line ? line[..80] + "…" : text.Split('\n')[0];
}
