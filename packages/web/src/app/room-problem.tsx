/** In the place of a room in which something went wrong; the frame around it goes on working. */
import { useRouter } from '@tanstack/react-router';
import { ProblemView } from './problem-view.tsx';
import { useSay } from './language.tsx';

/** What browsers say when a file of code is not there: most often since the server has newer ones. */
const missingCode = /dynamically imported module|module script|Unable to preload/i;

export function RoomProblem({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  const router = useRouter();
  const say = useSay();
  const again = () => {
    reset();
    void router.invalidate();
  };
  if (error instanceof Error && missingCode.test(error.message)) return <ProblemView error={{ status: 0, detail: say('newerCode') }} retry={() => location.reload()} />;
  return <ProblemView error={error} retry={again} />;
}
