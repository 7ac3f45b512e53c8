/** The mark: a tenon in its mortise. */
import logo from './logo.svg';

export const Logo = ({ size }: { readonly size: number }) => <img src={logo} width={size} height={size} alt="" className="logo" />;
